import type { Migration } from '../migrate.ts';

/** Who accepted which version of the rules, when and in which language. */
export const rulesAccepted: Migration = ({ whole }) => `
CREATE TABLE rules_accepted (
  jid TEXT NOT NULL,
  version ${whole} NOT NULL,
  language TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (jid, version)
);
`;
