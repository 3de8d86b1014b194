import type { Migration } from '../migrate.ts';

/** How far the index of words has come: what has a higher number is still to be taken in. */
export const wordsIndexed: Migration = ({ whole }) => `
CREATE TABLE words_indexed (seq ${whole} NOT NULL);
INSERT INTO words_indexed SELECT COALESCE(max(seq), 0) FROM changes;
`;
