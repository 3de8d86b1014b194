/** `npm run export -- FOLDER` */
import { resolve } from 'node:path';
import { readConfig } from '../server/config.ts';
import { refuseHalfRestored } from '../server/finish-restore.ts';
import { Files } from '../server/media/files.ts';
import { nameIn, runProgram } from '../server/program.ts';
import { mediaFolderIn } from '../server/site-parts.ts';
import { openExisting } from '../server/storage/open.ts';
import { exportChannels } from './export.ts';

await runProgram(async (args, say) => {
  const name = nameIn(args, 'Name a folder: npm run export -- FOLDER');
  process.umask(0o077);
  const { database: location, domain, dataDir } = readConfig();
  refuseHalfRestored(dataDir);
  const database = await openExisting(location);
  try {
    const facts = { domain, date: new Date().toISOString() };
    const files = new Files(mediaFolderIn(dataDir));
    const tally = await exportChannels(database, resolve(name), facts, files);
    const { channels, items, pictures } = tally;
    say(
      `Exported ${channels} channels with ${items} posts and ${pictures} pictures to ${resolve(name)}.`,
    );
  } finally {
    await database.close();
  }
});
