import type { Migration } from '../migrate.ts';

/** Where an item was written: a JSON object by XEP-0080's names. */
export const itemGeoloc: Migration = () => 'ALTER TABLE items ADD COLUMN geoloc TEXT;';
