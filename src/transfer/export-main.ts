/** `npm run export -- FOLDER` */
import { resolve } from 'node:path';
import { readConfig } from '../server/config.ts';
import { FatalError } from '../server/fatal-error.ts';
import { runProgram } from '../server/program.ts';
import { openDatabase } from '../server/storage/open.ts';
import { exportChannels } from './export.ts';

await runProgram(async ([name], say) => {
  if (!name) throw new FatalError('Name a folder: npm run export -- FOLDER');
  process.umask(0o077);
  const { database: location, domain } = readConfig();
  const database = await openDatabase(location);
  try {
    const facts = { domain, date: new Date().toISOString() };
    const { channels, items } = await exportChannels(database, resolve(name), facts);
    say(`Exported ${channels} channels with ${items} posts to ${resolve(name)}.`);
  } finally {
    await database.close();
  }
});
