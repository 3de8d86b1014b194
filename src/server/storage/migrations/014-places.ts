import type { Migration } from '../migrate.ts';

/** The place that a channel belongs to, as its vars say it; and who may create channels for a place. */
export const places: Migration = () => `
ALTER TABLE channels ADD COLUMN place TEXT NOT NULL DEFAULT '';
CREATE INDEX channels_by_place ON channels (place) WHERE place <> '';
CREATE TABLE place_moderators (
  place TEXT NOT NULL,
  jid TEXT NOT NULL,
  since TEXT NOT NULL,
  PRIMARY KEY (place, jid)
);
CREATE INDEX place_moderators_by_person ON place_moderators (jid);
`;
