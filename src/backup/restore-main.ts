/** `npm run restore -- FILE [--force]` */
import { resolve } from 'node:path';
import { readConfig } from '../server/config.ts';
import { FatalError } from '../server/fatal-error.ts';
import { runProgram } from '../server/program.ts';
import { restore } from './restore.ts';

await runProgram(async (args, say) => {
  const [name] = args.filter((arg) => arg !== '--force');
  if (!name) throw new FatalError('Name the backup: npm run restore -- FILE');
  process.umask(0o077);
  const config = readConfig();
  const { manifest, aside } = await restore(config, resolve(name), args.includes('--force'));
  say(
    `Restored ${manifest.domain} of ${manifest.date} into ${config.dataDir}. Start it: npm start`,
  );
  if (aside) say(`What was there before lies in ${aside}: remove it when all is well.`);
});
