import type { Migration } from '../migrate.ts';

/** When a ban ends by itself; nothing where it is for good. */
export const bansUntil: Migration = () => `
ALTER TABLE memberships ADD COLUMN banned_until TEXT;
CREATE INDEX memberships_by_ban ON memberships (banned_until) WHERE banned_until IS NOT NULL;
`;
