import type { Migration } from '../migrate.ts';

/** Search by author, and taking back all that a person wrote. */
export const itemsByAuthor: Migration = () =>
  'CREATE INDEX items_by_author ON items (author, seq);';
