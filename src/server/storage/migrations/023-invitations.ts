import type { Migration } from '../migrate.ts';

/** Counts whom one person has invited to a channel. */
export const invitations: Migration = () => `
CREATE INDEX memberships_invited ON memberships (channel_id, invited_by) WHERE subscription = 'invited';
`;
