import type { Migration } from '../migrate.ts';

/** Of a channel that is no more nothing stays but its address: it was somebody's name, words and status. */
export const deletedChannels: Migration = () => `
UPDATE channels SET title = '', description = '', vars = '{}', place = '', notice_until = ''
  WHERE deleted_at IS NOT NULL;
`;
