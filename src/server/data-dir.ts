import { realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Claim, claim } from './claim.ts';
import { FatalError } from './fatal-error.ts';
import { makeFolder } from './make-folder.ts';
import { runTool } from './run-tool.ts';

/**
 * Makes the data folder (readable by its owner alone) and claims it for this process.
 *
 * @throws FatalError where the folder cannot be made, or another process holds it.
 */
export function claimDataDir(dataDir: string): Claim {
  try {
    makeFolder(dataDir, 0o700);
    const held = claim(join(dataDir, 'lock'));
    if (held) return held;
  } catch (error) {
    const { message } = error as Error;
    throw new FatalError(`The data folder ${dataDir} cannot be used: ${message}.`);
  }
  throw new FatalError(
    `Another WiFi Chat is running on ${dataDir}. Stop it first, or set DATA_DIR to another folder.`,
  );
}

/**
 * What root wrote into somebody's data folder is theirs: the site runs as that user, who could not read
 * it. What a link in it leads to is not in it.
 */
export async function giveToOwner(dataDir: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(dataDir);
  await runTool('chown', ['-R', '-h', '-P', `${uid}:${gid}`, realpathSync(dataDir)]);
}
