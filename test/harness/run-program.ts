import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BUILT = fileURLToPath(new URL('../../dist/server', import.meta.url));

/** Runs one of the operator's programs to its end, as `npm run NAME -- ARGS` does. */
export function runProgram(
  name: 'audit' | 'backup' | 'channels' | 'restore' | 'export' | 'import' | 'doctor',
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const options = { env: { ...process.env, ...env } };
    const child = execFile(
      process.execPath,
      [`${BUILT}/${name}.js`, ...args],
      options,
      (_, output, complaints) =>
        resolve({ code: child.exitCode ?? -1, output: `${output}${complaints}` }),
    );
  });
}
