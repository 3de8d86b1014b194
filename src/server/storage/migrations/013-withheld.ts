import type { Migration } from '../migrate.ts';

/**
 * Posts that are held back: until a moderator approves them, or for their author alone once one did
 * not. They are in no table that lists, feeds, searches or pushes read. A notice says what was done.
 */
export const withheld: Migration = ({ key, whole }) => `
CREATE TABLE withheld (
  row_id ${key},
  node_id ${whole} NOT NULL REFERENCES nodes (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  parent TEXT,
  author TEXT NOT NULL,
  -- By name, as in src/protocol/withheld.ts
  why TEXT NOT NULL,
  since TEXT NOT NULL,
  -- What its author said, as JSON
  draft TEXT NOT NULL,
  rule TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  UNIQUE (node_id, id)
);
CREATE INDEX withheld_by_author ON withheld (author);
CREATE INDEX withheld_waiting ON withheld (node_id, row_id) WHERE why = 'first';
ALTER TABLE notices ADD COLUMN act TEXT NOT NULL DEFAULT 'removed';
`;
