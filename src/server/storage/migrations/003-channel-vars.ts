import type { Migration } from '../migrate.ts';

/** The rest of what Buddycloud keeps of channels, who invited whom, and what ratings point at. */
export const channelVars: Migration = ({ whole }) => `
ALTER TABLE channels ADD COLUMN creator TEXT NOT NULL DEFAULT '';
ALTER TABLE channels ADD COLUMN advertised ${whole} NOT NULL DEFAULT 1;
ALTER TABLE channels ADD COLUMN ephemeral ${whole} NOT NULL DEFAULT 0;
-- Other settings by their names on the wire, as a JSON object of strings
ALTER TABLE channels ADD COLUMN vars TEXT NOT NULL DEFAULT '{}';

ALTER TABLE memberships ADD COLUMN invited_by TEXT;

-- The item that this one speaks of, and how many stars it gives it
ALTER TABLE items ADD COLUMN target TEXT;
ALTER TABLE items ADD COLUMN rating ${whole};
CREATE UNIQUE INDEX ratings_by_author ON items (node_id, target, author) WHERE rating IS NOT NULL;
`;
