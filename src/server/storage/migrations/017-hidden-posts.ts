import type { Migration } from '../migrate.ts';

/** Posts that are hidden until a moderator has looked at them: what they say lies in `withheld`. */
export const hiddenPosts: Migration = ({ whole }) => `
ALTER TABLE items ADD COLUMN hidden ${whole} NOT NULL DEFAULT 0;
-- The number of the change by which it was hidden, or shown again
ALTER TABLE items ADD COLUMN changed ${whole};
`;
