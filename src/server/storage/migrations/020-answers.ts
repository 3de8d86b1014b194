import type { Migration } from '../migrate.ts';

/** Topics answer nothing: the index of what answers what needs to hold none of them. */
export const answers: Migration = () => `
DROP INDEX items_by_parent;
CREATE INDEX items_by_parent ON items (node_id, parent, seq) WHERE parent IS NOT NULL;
`;
