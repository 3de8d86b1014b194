/** Checks the types of each runtime against its own tsconfig, all at the same time. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';

const BASE = 'tsconfig.base.json';

const projects = readdirSync(ROOT).filter(
  (name) => /^tsconfig\.\w+\.json$/.test(name) && name !== BASE,
);

async function check(project) {
  const tsc = join(ROOT, 'node_modules/.bin/tsc');
  const child = spawn(tsc, ['-p', project], { cwd: ROOT, stdio: 'inherit' });
  const [exitCode] = await once(child, 'exit');
  return exitCode === 0;
}

const results = await Promise.all(projects.map(check));
if (results.includes(false)) process.exitCode = 1;
