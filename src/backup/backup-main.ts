/** `npm run backup [-- FILE]` */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { readConfig } from '../server/config.ts';
import { FatalError } from '../server/fatal-error.ts';
import { runProgram } from '../server/program.ts';
import { backUp } from './backup.ts';

await runProgram(async ([name], say) => {
  if (name?.startsWith('-')) throw new FatalError('Name a file: npm run backup -- FILE');
  process.umask(0o077);
  const now = new Date();
  const stamp = now.toISOString().slice(0, 19).replaceAll(':', '-');
  const file = resolve(name ?? `wifi-chat-${stamp}.tar.gz`);
  await backUp(readConfig(), file, now);
  const kilobytes = Math.ceil(statSync(file).size / 1024);
  say(
    `Backed up to ${file} (${kilobytes} KB). It holds password hashes and secrets: keep it safe.`,
  );
});
