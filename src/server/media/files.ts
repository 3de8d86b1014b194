import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ifThere, isThere } from './files-there.ts';

/** How old a file that nothing uses must be before it is swept, in milliseconds. */
const SWEEP_AFTER = 60 * 60 * 1000;

const FOLDER = /^[0-9a-f]{2}$/;
const NAME = /^[0-9a-f]{64}$/;

/**
 * Files by their content: a name is the SHA-256 of what is in it, so no file ever changes, and what
 * is put up twice is stored once. What `put` has answered survives a power cut.
 */
export class Files {
  readonly #folder: string;
  /** Uploads on their way. */
  readonly temporary: string;
  /** Contents that are on disk and not yet in the database: not to be swept. */
  readonly #held = new Map<string, number>();
  #turn: Promise<unknown> = Promise.resolve();

  /** @param folder is made where it is missing. */
  constructor(folder: string) {
    this.#folder = folder;
    this.temporary = join(folder, 'incoming');
    mkdirSync(this.temporary, { recursive: true, mode: 0o700 });
  }

  /** Where the content of that name is. Only what {@link put} answered is a name. */
  pathOf(sha256: string): string {
    return join(this.#folder, sha256.slice(0, 2), sha256);
  }

  /**
   * Stores a content under a temporary name, syncs it, renames it, syncs the folder. It stays held
   * against sweeping until {@link release} says that the database knows it, or that nobody wants it.
   *
   * @returns its name: the SHA-256 in hexadecimal.
   */
  async put(content: Uint8Array): Promise<string> {
    const sha256 = createHash('sha256').update(content).digest('hex');
    this.#held.set(sha256, (this.#held.get(sha256) ?? 0) + 1);
    try {
      await this.#inTurn(() => this.#store(sha256, content));
      return sha256;
    } catch (error) {
      this.release([sha256]);
      throw error;
    }
  }

  /** Lets go of contents that were put. */
  release(names: readonly string[]): void {
    for (const name of names) {
      const holders = (this.#held.get(name) ?? 0) - 1;
      if (holders > 0) this.#held.set(name, holders);
      else this.#held.delete(name);
    }
  }

  /** Removes contents that `isUsed` knows nothing of. */
  drop(names: readonly string[], isUsed: (name: string) => Promise<boolean>): Promise<void> {
    return this.#inTurn(async () => {
      for (const name of new Set(names)) {
        // What is held when it is asked for may be in the database, and held no more, when the answer comes.
        if (this.#held.has(name) || (await isUsed(name)) || this.#held.has(name)) continue;
        await rm(this.pathOf(name), { force: true });
      }
    });
  }

  /** Removes what a forerunner was receiving when it was killed. Call before uploads are taken. */
  async clearIncoming(): Promise<void> {
    for (const name of await readdir(this.temporary)) {
      await rm(join(this.temporary, name), { force: true });
    }
  }

  /**
   * Removes files that `isUsed` knows nothing of and that are an hour old, until it is told to stop; what
   * others lay there or take away meanwhile is passed over.
   */
  async sweep(isUsed: (name: string) => Promise<boolean>, stopped: AbortSignal): Promise<void> {
    const folders = await readdir(this.#folder);
    for (const folder of folders.filter((one) => FOLDER.test(one))) {
      const names = await readdir(join(this.#folder, folder));
      for (const name of names.filter((one) => NAME.test(one))) {
        if (stopped.aborted) return;
        const file = await ifThere(stat(this.pathOf(name)));
        if (file && Date.now() - file.mtimeMs >= SWEEP_AFTER) await this.drop([name], isUsed);
      }
    }
  }

  async #store(sha256: string, content: Uint8Array): Promise<void> {
    const path = this.pathOf(sha256);
    const folder = dirname(path);
    if (!(await isThere(path))) await this.#write(path, content);
    // Also where it is there: whoever wrote it may have been killed before this.
    await syncFolder(folder);
    await syncFolder(this.#folder);
  }

  async #write(path: string, content: Uint8Array): Promise<void> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const draft = join(this.temporary, randomUUID());
    try {
      await writeSynced(draft, content);
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  /** Storing and removing follow one another: what one finds there, the other must not take away. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    // Who asked for it is told; what comes next is done all the same.
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

async function writeSynced(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  await closing(file, async () => {
    await file.writeFile(content);
    await file.sync();
  });
}

/** A rename is on disk once its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  await closing(folder, () => folder.sync());
}

async function closing(file: FileHandle, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    await file.close();
  }
}
