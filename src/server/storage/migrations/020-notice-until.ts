import type { Migration } from '../migrate.ts';

/** When a channel's notice ends, as its vars say it; empty where it stands until it is taken away. */
export const noticeUntil: Migration = () => `
ALTER TABLE channels ADD COLUMN notice_until TEXT NOT NULL DEFAULT '';
CREATE INDEX channels_by_notice_until ON channels (notice_until) WHERE notice_until <> '';
`;
