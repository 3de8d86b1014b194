import type { Database } from './database.ts';

/** The settings on which it hangs that what is acknowledged survives, by their own names. */
export async function durabilityOf(database: Database): Promise<Record<string, string>> {
  // Asked of the connection that writes: they are a connection's own.
  return database.write(async (writer) => {
    const settings: Record<string, string> = { dialect: writer.dialect };
    for (const name of NAMES[writer.dialect]) {
      const row = await writer.get<Record<string, string | number>>(
        writer.dialect === 'sqlite' ? `PRAGMA ${name}` : `SHOW ${name}`,
      );
      settings[name] = String(row?.[name]);
    }
    return settings;
  });
}

const NAMES = {
  sqlite: ['journal_mode', 'synchronous', 'foreign_keys'],
  postgres: ['synchronous_commit', 'fsync', 'full_page_writes'],
} as const;
