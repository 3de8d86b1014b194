import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Site } from '../harness/site.ts';

/** What Prosody keeps of a token (mod_sasl2_fast). */
interface Kept {
  expires_at: number;
  issued_at: number;
}

/** The tokens of people's phones, in the XMPP server's own database. */
export class FastTokens {
  readonly #database: Database.Database;

  constructor(site: Site) {
    this.#database = new Database(join(site.dataDir, 'prosody/accounts.sqlite'));
  }

  /** They ran out. */
  expire(username: string): void {
    this.#change(username, (token) => ({ ...token, expires_at: 1 }));
  }

  /** They are old enough to be renewed at the next use; the password is older still. */
  age(username: string): void {
    this.#database
      .prepare(
        `UPDATE prosody SET value = '1' WHERE "user" = ? AND store = 'accounts' AND key = 'updated'`,
      )
      .run(username);
    this.#change(username, (token) => ({ ...token, issued_at: token.issued_at - 2 * 86_400 }));
  }

  revoke(username: string): void {
    this.#database
      .prepare(`DELETE FROM prosody WHERE "user" = ? AND store = 'fast_tokens'`)
      .run(username);
  }

  count(username: string): number {
    const rows = this.#database
      .prepare(`SELECT key FROM prosody WHERE "user" = ? AND store = 'fast_tokens'`)
      .all(username);
    return rows.length;
  }

  close(): void {
    this.#database.close();
  }

  #change(username: string, change: (token: Kept) => Kept): void {
    const where = `WHERE "user" = ? AND store = 'fast_tokens'`;
    const rows = this.#database
      .prepare(`SELECT key, value FROM prosody ${where}`)
      .all(username) as { key: string; value: string }[];
    if (rows.length === 0) throw new Error(`${username} has no token`);
    for (const { key, value } of rows) {
      const changed = JSON.stringify(change(JSON.parse(value) as Kept));
      this.#database
        .prepare(`UPDATE prosody SET value = ? ${where} AND key = ?`)
        .run(changed, username, key);
    }
  }
}
