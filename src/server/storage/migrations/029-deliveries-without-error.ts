import type { Migration } from '../migrate.ts';

/** Why something could not be sent on is for the log alone: the column never held anything. */
export const deliveriesWithoutError: Migration = () =>
  'ALTER TABLE incident_deliveries DROP COLUMN error;';
