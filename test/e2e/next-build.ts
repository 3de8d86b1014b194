import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Shell } from '../../src/sw/shell.ts';

const APP = /start-[\w-]{8}\.js/;

/** Copies a built app as the build after it: another script, under another name, and no trace of the old. */
export function makeNextBuild(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  for (const name of readdirSync(to, { recursive: true, encoding: 'utf8' })) {
    if (/\.(?:br|gz)$/.test(name)) rmSync(join(to, name));
  }
  const old = readdirSync(join(to, 'assets')).find((name) => APP.test(name)) as string;
  renameSync(join(to, 'assets', old), join(to, 'assets/start-nextnext.js'));
  const script = join(to, 'assets/start-nextnext.js');
  writeFileSync(script, `${readFileSync(script, 'utf8')}document.documentElement.id="next";`);
  const page = join(to, 'index.html');
  writeFileSync(page, readFileSync(page, 'utf8').replace(APP, 'start-nextnext.js'));

  const shell = shellOf(to);
  const files = shell.files.map((file) => {
    const path = file.path.replace(APP, 'start-nextnext.js');
    const hash = createHash('sha256')
      .update(readFileSync(join(to, path)))
      .digest('hex');
    return { ...file, path, hash };
  });
  const worker = join(to, 'sw.js');
  const code = readFileSync(worker, 'utf8');
  writeFileSync(
    worker,
    code.replace(JSON.stringify(shell), JSON.stringify({ version: 'next', files })),
  );
}

/** What the service worker of a built app keeps. */
export function shellOf(folder: string): Shell {
  const found = /\{"version":.*?\}\]\}/.exec(readFileSync(join(folder, 'sw.js'), 'utf8'));
  if (!found) throw new Error('The service worker names no files.');
  return JSON.parse(found[0]);
}
