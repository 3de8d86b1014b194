import type { Migration } from '../migrate.ts';

/**
 * How far people have read: a place for the whole channel (topic is empty), and further ones in single
 * topics. What was there before counts as read.
 */
export const readings: Migration = ({ whole }) => `
CREATE TABLE readings (
  channel_id ${whole} NOT NULL,
  jid TEXT NOT NULL,
  topic TEXT NOT NULL,
  seq ${whole} NOT NULL,
  PRIMARY KEY (channel_id, jid, topic),
  FOREIGN KEY (channel_id, jid) REFERENCES memberships (channel_id, jid) ON DELETE CASCADE
);
INSERT INTO readings (channel_id, jid, topic, seq)
  SELECT channel_id, jid, '', (SELECT COALESCE(max(seq), 0) FROM changes) FROM memberships
  WHERE subscription = 'subscribed';
CREATE INDEX items_by_seq ON items (node_id, seq);
`;
