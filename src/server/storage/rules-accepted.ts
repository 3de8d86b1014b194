import type { Acceptance } from '../../protocol/rules.ts';
import type { Reader, Writer } from './database.ts';

export interface AcceptedRow extends Acceptance {
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** Notes it; what was accepted before stays as it was. */
export async function insertAccepted(
  writer: Writer,
  jid: string,
  { version, language, at }: AcceptedRow,
): Promise<void> {
  await writer.run(
    `INSERT INTO rules_accepted (jid, version, language, at) VALUES (?, ?, ?, ?)
     ON CONFLICT (jid, version) DO NOTHING`,
    ...[jid, version, language, at],
  );
}

/** All that a person accepted, oldest version first. */
export function acceptedBy(reader: Reader, jid: string): Promise<AcceptedRow[]> {
  return reader.all<AcceptedRow>(
    'SELECT version, language, at FROM rules_accepted WHERE jid = ? ORDER BY version',
    jid,
  );
}

export async function deleteAccepted(writer: Writer, jid: string): Promise<void> {
  await writer.run('DELETE FROM rules_accepted WHERE jid = ?', jid);
}
