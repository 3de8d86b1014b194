import type { Migration } from '../migrate.ts';

/** Photos of items as they are told of, in JSON, and which pictures of the media service they are. */
export const itemMedia: Migration = ({ whole }) => `
ALTER TABLE items ADD COLUMN media TEXT;
CREATE TABLE item_media (
  media_row_id ${whole} NOT NULL REFERENCES media (row_id) ON DELETE CASCADE,
  item_seq ${whole} NOT NULL REFERENCES items (seq) ON DELETE CASCADE,
  PRIMARY KEY (media_row_id, item_seq)
);
CREATE INDEX item_media_by_item ON item_media (item_seq);
`;
