import { access } from 'node:fs/promises';

/**
 * What `work` with a file gives; `null` where the file is not there. A disk that fails, or a file that
 * may not be read, is not the same: that is thrown.
 */
export async function ifThere<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Whether there is a file at that path. */
export async function isThere(path: string): Promise<boolean> {
  return (await ifThere(access(path).then(() => true))) ?? false;
}
