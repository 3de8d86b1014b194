/** `npm run import -- FOLDER` */
import { resolve } from 'node:path';
import { readConfig } from '../server/config.ts';
import { claimDataDir, giveToOwner } from '../server/data-dir.ts';
import { refuseHalfRestored } from '../server/finish-restore.ts';
import { Files } from '../server/media/files.ts';
import { nameIn, runProgram } from '../server/program.ts';
import { mediaFolderIn } from '../server/site-parts.ts';
import { checkFacts, importChannels } from './import.ts';
import { openAlone } from './open-alone.ts';

await runProgram(async (args, say) => {
  const name = nameIn(args, 'Name a folder: npm run import -- FOLDER');
  process.umask(0o077);
  const { database: location, domain, dataDir } = readConfig();
  const folder = resolve(name);
  // Before anything is made for it.
  await checkFacts(folder, domain);
  const claim = claimDataDir(dataDir);
  refuseHalfRestored(dataDir);
  const { database, close } = await openAlone(location);
  try {
    const files = new Files(mediaFolderIn(dataDir));
    const { channels, items, others } = await importChannels(database, folder, domain, files);
    for (const other of others) say(`${other} in ${folder}/channels is no channel: left out.`);
    say(`Imported ${channels} channels; ${items} posts are new. Start the site: npm start`);
  } finally {
    await close();
    await giveToOwner(dataDir);
    claim.release();
  }
});
