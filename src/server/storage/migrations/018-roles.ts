import type { Migration } from '../migrate.ts';

/**
 * Few own a channel, wait for it or are banned from it: they are found without reading everybody who
 * follows it.
 */
export const roles: Migration = () => `
CREATE INDEX memberships_owners ON memberships (channel_id, jid) WHERE affiliation = 'owner';
CREATE INDEX memberships_waiting ON memberships (channel_id, jid) WHERE subscription = 'pending';
CREATE INDEX memberships_banned ON memberships (channel_id, jid) WHERE affiliation = 'outcast';
`;
