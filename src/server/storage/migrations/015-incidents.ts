import type { Migration } from '../migrate.ts';

/**
 * What people report to an office, what is said about it, and what is to be sent on. The photo is known
 * by its place at the media service: it goes with its author, the report stays.
 */
export const incidents: Migration = ({ key, whole }) => `
CREATE TABLE incidents (
  row_id ${key},
  reference TEXT NOT NULL UNIQUE,
  -- The phone's; sent again it is the same report
  id TEXT NOT NULL,
  -- Bare JID; empty once that person is gone
  author TEXT NOT NULL,
  about TEXT NOT NULL,
  text TEXT NOT NULL,
  place TEXT NOT NULL,
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  -- 1: its author lets everybody read it
  open ${whole} NOT NULL,
  -- What is told of it, in JSON
  photo TEXT,
  state TEXT NOT NULL,
  at TEXT NOT NULL,
  updated TEXT NOT NULL,
  -- 1: its author has not seen the last answer
  news ${whole} NOT NULL,
  UNIQUE (author, id)
);
CREATE INDEX incidents_by_author ON incidents (author, row_id);
CREATE INDEX incidents_by_state ON incidents (state, row_id);

CREATE TABLE incident_events (
  row_id ${key},
  incident_row_id ${whole} NOT NULL REFERENCES incidents (row_id),
  at TEXT NOT NULL,
  -- Bare JID of the official; empty where it was the service
  actor TEXT NOT NULL,
  state TEXT NOT NULL,
  text TEXT NOT NULL
);
CREATE INDEX incident_events_by_incident ON incident_events (incident_row_id, row_id);

CREATE TABLE incident_deliveries (
  row_id ${key},
  incident_row_id ${whole} NOT NULL REFERENCES incidents (row_id),
  -- mail or webhook
  way TEXT NOT NULL,
  recipient TEXT NOT NULL,
  tries ${whole} NOT NULL,
  -- When it is to be tried; empty once it is done
  due TEXT NOT NULL,
  error TEXT NOT NULL
);
CREATE INDEX incident_deliveries_by_incident ON incident_deliveries (incident_row_id);
CREATE INDEX incident_deliveries_by_due ON incident_deliveries (due) WHERE due <> '';
`;
