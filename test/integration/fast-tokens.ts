import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Site } from '../harness/site.ts';

/** What Prosody keeps of a token (mod_sasl2_fast). */
interface Kept {
  expires_at: number;
  issued_at: number;
}

const OF_PERSON = `WHERE "user" = ? AND store = 'fast_tokens'`;

/** The tokens of people's phones, in the XMPP server's own database. */
export class FastTokens {
  readonly #file: string;

  constructor(site: Site) {
    this.#file = join(site.dataDir, 'prosody/accounts.sqlite');
  }

  /** They ran out. */
  expire(username: string): void {
    this.#change(username, (token) => ({ ...token, expires_at: 1 }));
  }

  /** They are old enough to be renewed at the next use; the password is older still. */
  age(username: string): void {
    const older = `UPDATE prosody SET value = '1' WHERE "user" = ? AND store = 'accounts' AND key = 'updated'`;
    this.#use((database) => database.prepare(older).run(username));
    this.#change(username, (token) => ({ ...token, issued_at: token.issued_at - 2 * 86_400 }));
  }

  revoke(username: string): void {
    this.#use((database) => database.prepare(`DELETE FROM prosody ${OF_PERSON}`).run(username));
  }

  count(username: string): number {
    return this.#use((database) => {
      return database.prepare(`SELECT key FROM prosody ${OF_PERSON}`).all(username).length;
    });
  }

  /** Lets go of the file at once: the XMPP server writes to it. */
  #use<T>(work: (database: Database.Database) => T): T {
    const database = new Database(this.#file);
    try {
      return work(database);
    } finally {
      database.close();
    }
  }

  #change(username: string, change: (token: Kept) => Kept): void {
    this.#use((database) => {
      const rows = database.prepare(`SELECT key, value FROM prosody ${OF_PERSON}`).all(username);
      if (rows.length === 0) throw new Error(`${username} has no token`);
      for (const { key, value } of rows as { key: string; value: string }[]) {
        const changed = JSON.stringify(change(JSON.parse(value) as Kept));
        const update = database.prepare(`UPDATE prosody SET value = ? ${OF_PERSON} AND key = ?`);
        update.run(changed, username, key);
      }
    });
  }
}
