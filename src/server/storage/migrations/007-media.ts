import type { Migration } from '../migrate.ts';

/** Pictures that people put up, and the files that each was made into. */
export const media: Migration = ({ key, whole }) => `
CREATE TABLE media (
  row_id ${key},
  channel_id ${whole} NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  author TEXT NOT NULL,
  file_name TEXT NOT NULL,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  UNIQUE (channel_id, id)
);
-- A channel has one avatar
CREATE UNIQUE INDEX media_avatar ON media (channel_id) WHERE kind = 'avatar';
CREATE INDEX media_by_author ON media (author);

CREATE TABLE media_files (
  media_row_id ${whole} NOT NULL REFERENCES media (row_id) ON DELETE CASCADE,
  type TEXT NOT NULL,
  width ${whole} NOT NULL,
  height ${whole} NOT NULL,
  bytes ${whole} NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (media_row_id, type, width)
);
CREATE INDEX media_files_by_content ON media_files (sha256);
`;
