import { FatalError } from '../server/fatal-error.ts';
import { runTool } from '../server/run-tool.ts';

/** Packs files of a folder into one compressed file. */
export async function pack(file: string, folder: string, names: readonly string[]): Promise<void> {
  await runTool('tar', ['-czf', file, '-C', folder, ...names]);
}

/** Takes the named files, and no others, out of what `pack` made. Throws FatalError where it is not that. */
export async function unpack(
  file: string,
  folder: string,
  names: readonly string[],
): Promise<void> {
  const args = ['-xzf', file, '-C', folder, '--no-same-owner', ...names];
  await runTool('tar', args).catch((error: Error) => {
    throw new FatalError(
      `${file} is no backup of WiFi Chat, or not all of it, or there is no room for it (${error.message}). Nothing was restored.`,
    );
  });
}
