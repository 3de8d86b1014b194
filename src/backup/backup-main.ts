/** `npm run backup [-- FILE]` */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { readConfig } from '../server/config.ts';
import { nameIn, runProgram } from '../server/program.ts';
import { backUp } from './backup.ts';

const USAGE = 'Name a file: npm run backup -- FILE';

await runProgram(async (args, say) => {
  process.umask(0o077);
  const now = new Date();
  const stamp = now.toISOString().slice(0, 19).replaceAll(':', '-');
  const name = args.length === 0 ? `wifi-chat-${stamp}.tar.gz` : nameIn(args, USAGE);
  const file = resolve(name);
  await backUp(readConfig(), file, now);
  const kilobytes = Math.ceil(statSync(file).size / 1024);
  say(
    `Backed up to ${file} (${kilobytes} KB). It holds password hashes and secrets: keep it safe.`,
  );
});
