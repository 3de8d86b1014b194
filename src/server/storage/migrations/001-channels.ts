import type { Migration } from '../migrate.ts';

export const channels: Migration = ({ key, whole }) => `
CREATE TABLE channels (
  id ${key},
  jid TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  access_model TEXT NOT NULL,
  default_affiliation TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  -- seq of its newest change: the order of channel lists
  activity ${whole} NOT NULL DEFAULT 0,
  -- Set where it was deleted: it is kept without content, so that followers who were away are told
  deleted_at TEXT
);
CREATE INDEX channels_by_activity ON channels (type, access_model, activity);

CREATE TABLE nodes (
  id ${key},
  channel_id ${whole} NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  UNIQUE (channel_id, name)
);

CREATE TABLE memberships (
  channel_id ${whole} NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
  jid TEXT NOT NULL,
  affiliation TEXT NOT NULL,
  subscription TEXT NOT NULL,
  PRIMARY KEY (channel_id, jid)
);
CREATE INDEX memberships_by_jid ON memberships (jid);

-- One row for each change, in the order in which they were committed.
CREATE TABLE changes (
  seq ${key},
  channel_id ${whole} NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
  -- By name: a change outlives its node
  node TEXT NOT NULL,
  kind TEXT NOT NULL,
  -- published, retracted: the item's id; subscription, affiliation: the person's JID
  subject TEXT NOT NULL,
  at TEXT NOT NULL
);
CREATE INDEX changes_by_channel ON changes (channel_id, seq);

CREATE TABLE items (
  seq ${whole} PRIMARY KEY,
  node_id ${whole} NOT NULL REFERENCES nodes (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  parent TEXT,
  author TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  published_at TEXT NOT NULL,
  activity ${whole} NOT NULL,
  replies ${whole} NOT NULL DEFAULT 0,
  UNIQUE (node_id, id)
);
CREATE INDEX items_by_activity ON items (node_id, activity);
CREATE INDEX topics_by_activity ON items (node_id, activity) WHERE parent IS NULL;
CREATE INDEX items_by_parent ON items (node_id, parent, seq);

-- What was removed stays removed: its id is never taken again, and pages still turn on it.
CREATE TABLE tombstones (
  node_id ${whole} NOT NULL REFERENCES nodes (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  parent TEXT,
  author TEXT NOT NULL,
  seq ${whole} NOT NULL,
  activity ${whole} NOT NULL,
  PRIMARY KEY (node_id, id)
);

-- Connections that sent presence: a restarted service still knows whom to push to.
CREATE TABLE sessions (
  full_jid TEXT PRIMARY KEY,
  bare_jid TEXT NOT NULL,
  seen_at TEXT NOT NULL
);
CREATE INDEX sessions_by_bare ON sessions (bare_jid);
`;
