import type { Migration } from '../migrate.ts';

/** Who came and went, by person: other changes, posts above all, are not in it and cost nothing more. */
export const changesByPerson: Migration = () =>
  `CREATE INDEX changes_by_person ON changes (channel_id, subject, seq) WHERE kind = 'subscription';`;
