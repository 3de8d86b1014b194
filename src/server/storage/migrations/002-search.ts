/** Words of items, looked up by their beginnings; kept in step by the database itself. */
export const search = `
CREATE VIRTUAL TABLE item_words USING fts5 (
  title, text,
  content = 'items', content_rowid = 'seq',
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
INSERT INTO item_words (rowid, title, text) SELECT seq, title, text FROM items;

CREATE TRIGGER item_words_insert AFTER INSERT ON items BEGIN
  INSERT INTO item_words (rowid, title, text) VALUES (new.seq, new.title, new.text);
END;
CREATE TRIGGER item_words_delete AFTER DELETE ON items BEGIN
  INSERT INTO item_words (item_words, rowid, title, text)
  VALUES ('delete', old.seq, old.title, old.text);
END;
`;
