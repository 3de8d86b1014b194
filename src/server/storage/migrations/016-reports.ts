import type { Migration } from '../migrate.ts';

/**
 * Reports, what was removed by office, and appeals. Channels and people stand in them by address: they
 * outlive both.
 */
export const reports: Migration = ({ key, whole }) => `
-- What was reported, once for all who reported it
CREATE TABLE cases (
  id ${key},
  -- Empty where the matter is the site's
  channel TEXT NOT NULL,
  -- Empty where a person is meant
  item TEXT NOT NULL,
  -- Who is reported
  person TEXT NOT NULL,
  -- As it was when it was first reported
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  -- open, acted or kept
  state TEXT NOT NULL,
  closed_at TEXT,
  answer TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX cases_open ON cases (channel, item, person) WHERE state = 'open';
CREATE INDEX cases_by_item ON cases (channel, item);
CREATE INDEX cases_by_end ON cases (closed_at) WHERE closed_at IS NOT NULL;

CREATE TABLE reports (
  id ${key},
  case_id ${whole} NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  -- Empty where that person is here no more
  reporter TEXT NOT NULL,
  -- Made by the phone, so that what is sent twice is one
  token TEXT NOT NULL,
  at TEXT NOT NULL,
  rule TEXT NOT NULL,
  words TEXT NOT NULL
);
CREATE INDEX reports_by_case ON reports (case_id, id);
CREATE INDEX reports_by_reporter ON reports (reporter, id);
CREATE UNIQUE INDEX reports_once ON reports (reporter, token) WHERE reporter <> '';

-- Posts that were removed by office, as they were
CREATE TABLE removed (
  -- The act's number in the audit
  act ${whole} NOT NULL,
  channel TEXT NOT NULL,
  node TEXT NOT NULL,
  id TEXT NOT NULL,
  parent TEXT,
  author TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  published_at TEXT NOT NULL,
  target TEXT,
  removed_at TEXT NOT NULL,
  PRIMARY KEY (act, id)
);
CREATE INDEX removed_by_channel ON removed (channel, act);
CREATE INDEX removed_by_time ON removed (removed_at);

CREATE TABLE appeals (
  id ${key},
  -- The act's number in the audit: against each there is one appeal
  act ${whole} NOT NULL UNIQUE,
  jid TEXT NOT NULL,
  channel TEXT NOT NULL,
  -- Who did what is appealed against
  against TEXT NOT NULL,
  at TEXT NOT NULL,
  words TEXT NOT NULL,
  -- open, granted or refused
  state TEXT NOT NULL
);
CREATE INDEX appeals_open ON appeals (channel) WHERE state = 'open';

-- The number of the act in the audit, or of the report
ALTER TABLE notices ADD COLUMN about ${whole};
-- How it ended; of a ban, until when it lasts
ALTER TABLE notices ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
ALTER TABLE notices ADD COLUMN seen ${whole} NOT NULL DEFAULT 0;
CREATE INDEX notices_by_time ON notices (at);
`;
