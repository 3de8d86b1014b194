import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { environmentWith } from './config.ts';
import { FatalError } from './fatal-error.ts';

const run = promisify(execFile);

/**
 * Runs a tool of the system to its end.
 *
 * @throws FatalError with the first line of its complaint: what comes after it comes of it.
 */
export async function runTool(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  try {
    await run(program, [...args], { env: environmentWith(env) });
  } catch (error) {
    const { message, stderr = '' } = error as Error & { stderr?: string };
    const complaint = stderr.trim().split('\n')[0] || message;
    throw new FatalError(`${program} failed: ${complaint}`);
  }
}
