import type { Migration } from '../migrate.ts';

/** For whom an official wrote what somebody cannot write themselves; empty where nobody else spoke. */
export const onBehalf: Migration = () => `
ALTER TABLE items ADD COLUMN on_behalf TEXT NOT NULL DEFAULT '';
`;
