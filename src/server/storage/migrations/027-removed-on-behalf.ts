import type { Migration } from '../migrate.ts';

/** For whom a post was written that was removed by office: put up again, it says so again. */
export const removedOnBehalf: Migration = () => `
ALTER TABLE removed ADD COLUMN on_behalf TEXT NOT NULL DEFAULT '';
`;
