import { FatalError, toldAs } from './fatal-error.ts';

/**
 * The file or folder that the command line names.
 *
 * @throws FatalError with `usage` where it names none, or several, as one with a space in it does, or an
 * option that there is not.
 */
export function nameIn([name, ...more]: readonly string[], usage: string): string {
  if (!name || name.startsWith('-') || more.length > 0) throw new FatalError(usage);
  return name;
}

/**
 * Runs one of the operator's programs with the arguments of the command line. What it throws for
 * the operator to read is printed as a sentence, and ends it with exit code 1.
 */
export async function runProgram(
  main: (args: readonly string[], say: (line: string) => void) => Promise<void>,
): Promise<void> {
  // Who reads only its beginning (`| head`) wants no more of it; elsewhere it has no room.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') process.stderr.write(`${toldAs(error)}\n`);
    process.exit(error.code === 'EPIPE' ? 0 : 1);
  });
  try {
    await main(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`));
  } catch (error) {
    process.stderr.write(`${toldAs(error)}\n`);
    process.exitCode = 1;
  }
}
