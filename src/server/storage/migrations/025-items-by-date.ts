import type { Migration } from '../migrate.ts';

/** Since which number a node has items of later than a date. */
export const itemsByDate: Migration = () =>
  'CREATE INDEX items_by_date ON items (node_id, published_at, seq);';
