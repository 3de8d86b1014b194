import type { Migration } from '../migrate.ts';

/**
 * Words of items, looked up by their beginnings. They are folded by us (`words.ts`), so that both
 * databases find the same.
 */
export const search: Migration = ({ dialect }) =>
  dialect === 'sqlite'
    ? `
CREATE VIRTUAL TABLE item_words USING fts5 (
  words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0',
  prefix = '2 3'
);
CREATE TRIGGER item_words_delete AFTER DELETE ON items BEGIN
  DELETE FROM item_words WHERE rowid = old.seq;
END;
`
    : `
CREATE TABLE item_words (
  seq BIGINT PRIMARY KEY REFERENCES items (seq) ON DELETE CASCADE,
  words tsvector NOT NULL
);
CREATE INDEX item_words_by_word ON item_words USING gin (words);
`;
