/** `npm run restore -- FILE [--force]` */
import { resolve } from 'node:path';
import { readConfig } from '../server/config.ts';
import { nameIn, runProgram } from '../server/program.ts';
import { restore } from './restore.ts';

await runProgram(async (args, say) => {
  const names = args.filter((arg) => arg !== '--force');
  const name = nameIn(names, 'Name the backup: npm run restore -- FILE [--force]');
  process.umask(0o077);
  const config = readConfig();
  const { manifest, aside } = await restore(config, resolve(name), args.includes('--force'));
  say(
    `Restored ${manifest.domain} of ${manifest.date} into ${config.dataDir}. Start it: npm start`,
  );
  if (aside) say(`What was there before lies in ${aside}: remove it when all is well.`);
});
