import type { Migration } from '../migrate.ts';

/** The words of the index one by one, so that those of a beginning can be counted as far as it matters. */
export const itemVocabulary: Migration = ({ dialect }) =>
  dialect === 'sqlite'
    ? `CREATE VIRTUAL TABLE item_vocabulary USING fts5vocab (item_words, instance);`
    : '';
