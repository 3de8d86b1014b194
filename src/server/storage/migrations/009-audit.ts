import type { Migration } from '../migrate.ts';

/**
 * What people did by office. It names channels and people by address and refers to no other table: it
 * outlives them. Neither this program nor a slip at a shell can change a row.
 */
export const audit: Migration = ({ dialect, key }) => `
CREATE TABLE audit (
  id ${key},
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  -- As what they did it: owner, moderator or admin (of the site)
  office TEXT NOT NULL,
  channel TEXT NOT NULL,
  act TEXT NOT NULL,
  -- The id of an item, or the address of a person; empty where the channel itself is meant
  subject TEXT NOT NULL,
  -- The role that was given, where one was
  detail TEXT NOT NULL,
  -- By name, as in src/protocol/office.ts; empty where none was picked
  rule TEXT NOT NULL,
  reason TEXT NOT NULL
);
CREATE INDEX audit_by_channel ON audit (channel, id);
${dialect === 'sqlite' ? SQLITE : POSTGRES}`;

const SQLITE = `
CREATE TRIGGER audit_keeps BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;
`;

const POSTGRES = `
CREATE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit is only ever added to'; END $$;
CREATE TRIGGER audit_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses();
`;
