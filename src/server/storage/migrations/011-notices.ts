import type { Migration } from '../migrate.ts';

/** What people are told of acts by office that concern what they wrote, until they have read it. */
export const notices: Migration = ({ key }) => `
CREATE TABLE notices (
  id ${key},
  jid TEXT NOT NULL,
  at TEXT NOT NULL,
  -- By address and title: a notice outlives its channel
  channel TEXT NOT NULL,
  channel_title TEXT NOT NULL,
  excerpt TEXT NOT NULL,
  rule TEXT NOT NULL,
  reason TEXT NOT NULL
);
CREATE INDEX notices_by_jid ON notices (jid, id);
`;
