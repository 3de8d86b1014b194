import type { Migration } from '../migrate.ts';

/** Each person rates an item once; those who have left share one name (`goneAt` of protocol/jid.ts). */
export const ratingsOfGone: Migration = () => `
DROP INDEX ratings_by_author;
CREATE UNIQUE INDEX ratings_by_author ON items (node_id, target, author)
  WHERE rating IS NOT NULL AND substr(author, 1, 14) <> 'gone@channels.';
`;
