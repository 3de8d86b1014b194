import { runTool } from '../server/run-tool.ts';

/** Packs files of a folder into one compressed file. */
export async function pack(file: string, folder: string, names: readonly string[]): Promise<void> {
  await runTool('tar', ['-czf', file, '-C', folder, ...names]);
}

/** Takes the named files, and no others, out of what `pack` made. */
export async function unpack(
  file: string,
  folder: string,
  names: readonly string[],
): Promise<void> {
  await runTool('tar', ['-xzf', file, '-C', folder, '--no-same-owner', ...names]);
}
