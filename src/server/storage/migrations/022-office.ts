import type { Migration } from '../migrate.ts';

/**
 * Who decides in a channel is asked for each report that waits: they are few, and found without reading
 * everybody who follows it.
 */
export const office: Migration = () => `
CREATE INDEX memberships_office ON memberships (channel_id, jid)
  WHERE affiliation IN ('owner', 'moderator');
`;
