import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rm, stat, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import type { MediaWords } from '../service/media.ts';
import { isThere } from './files-there.ts';
import { HttpError } from './http-error.ts';
import { FORM_AROUND, MAX_URLENCODED } from './limits.ts';
import { MAX_FILE } from './pictures/limits.ts';

/** A file that was received, and what was said of it. */
export interface Upload {
  /** Where it is; whoever received it removes it. */
  readonly path: string;
  /** By Buddycloud's names: filename, title, description. */
  readonly fields: Readonly<Record<string, string>>;
}

const tooLarge = () => new HttpError(413, 'A picture may have at most 8 MB.');
const noFile = () => new HttpError(400, 'There is no picture in this.');

/** How many bytes will come: whoever does not say it is sent away before anything is read. */
function declaredLength(request: IncomingMessage): number {
  const length = request.headers['content-length'];
  if (length === undefined) throw new HttpError(411, 'Say how long the picture is.');
  return Number(length);
}

/**
 * Receives a form with a picture in it (multipart, or urlencoded with `data` in base64) into a file
 * of `folder`. Nothing is left of it where this throws.
 *
 * @throws HttpError
 */
export async function receiveForm(request: IncomingMessage, folder: string): Promise<Upload> {
  if (declaredLength(request) > MAX_FILE + FORM_AROUND) throw tooLarge();
  return inFile(folder, (path) => readForm(request, path));
}

/** Receives the bare bytes of a picture, exactly as many as were said. */
export async function receiveBytes(
  request: IncomingMessage,
  folder: string,
  size: number,
): Promise<Upload> {
  if (declaredLength(request) !== size) throw new HttpError(400, 'That is not what was asked for.');
  return inFile(folder, async (path) => {
    await pipeline(request, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    return {};
  });
}

/** What a form says of a picture that is there already; a form without a file. Throws HttpError. */
export async function readWords(request: IncomingMessage): Promise<Partial<MediaWords>> {
  if (declaredLength(request) > FORM_AROUND) throw new HttpError(413, 'That is too long.');
  const body: Buffer[] = [];
  for await (const piece of request) body.push(piece);
  const words = new URLSearchParams(Buffer.concat(body).toString('utf8'));
  const said = (name: string) => words.get(name) ?? undefined;
  const [fileName, title, description] = ['filename', 'title', 'description'].map(said);
  return {
    ...(fileName === undefined ? {} : { fileName }),
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
  };
}

async function inFile(
  folder: string,
  receive: (path: string) => Promise<Record<string, string>>,
): Promise<Upload> {
  const path = join(folder, randomUUID());
  try {
    return { path, fields: await receive(path) };
  } catch (error) {
    await rm(path, { force: true });
    if (error instanceof HttpError) throw error;
    // The connection was lost, or it was no form.
    throw new HttpError(400, 'The picture did not arrive whole.');
  }
}

/** What came in a form: `isLost` where the disk does not take its picture, its end is missing, or it was swept. */
interface PostedUpload extends Upload {
  readonly size: number;
  readonly isLost: boolean;
  readonly areWordsCut: boolean;
}

/**
 * Receives a form that may have a picture in it, for pages without script: one of 0 bytes is what
 * browsers send where none was chosen, and one that is too large, however large, is cut, and left to
 * whoever asks for room for it. `keeps` is asked when a picture begins to come; where it is not kept, or
 * is lost, the words are all the same; of too many, the first. `null` where it is no such form, or whoever sent it went.
 */
export async function receivePostedForm(
  request: IncomingMessage,
  folder: string,
  { words, keeps }: { readonly words: number; readonly keeps: () => boolean },
): Promise<PostedUpload | null> {
  try {
    // Where none was chosen, it has no name.
    const isKept = (name: string | undefined) => !!name && keeps();
    let isLost = false;
    let areWordsCut = false;
    const upload = await inFile(folder, async (path) => {
      const parts = await readParts(request, path, { words, keeps: isKept });
      // Who begins to lead meanwhile sweeps what a killed process was receiving: this one, too.
      isLost = parts.lost !== undefined || (parts.hasFile && !(await isThere(path)));
      areWordsCut = parts.areWordsCut;
      return parts.fields;
    });
    return { ...upload, size: await sizeOf(upload, isLost), isLost, areWordsCut };
  } catch (error) {
    if (error instanceof HttpError) return null;
    throw error;
  }
}

/** In bytes. Of none, and of one that is lost, nothing is left. */
async function sizeOf({ path }: Upload, isLost: boolean): Promise<number> {
  const there = isLost ? undefined : await stat(path).catch(() => undefined);
  const size = there?.size ?? 0;
  if (size === 0) await rm(path, { force: true });
  return size;
}

async function readForm(request: IncomingMessage, path: string): Promise<Record<string, string>> {
  const wanted = { words: MAX_URLENCODED + FORM_AROUND, keeps: () => true };
  const { fields, hasFile, isCut, areWordsCut, lost } = await readParts(request, path, wanted);
  if (lost) throw lost;
  if (isCut || areWordsCut) throw tooLarge();
  const { data, ...words } = fields;
  if (hasFile) return words;
  if (!data) throw noFile();
  await writeFile(path, Buffer.from(data, 'base64'), { flag: 'wx', mode: 0o600 });
  return words;
}

interface PartsWanted {
  /** So many bytes of all fields together are taken: they are held in memory. */
  readonly words: number;
  /** Whether a file of that name, which begins to come, is kept. */
  readonly keeps: (name: string | undefined) => boolean;
}

interface Parts {
  readonly fields: Record<string, string>;
  readonly hasFile: boolean;
  /** Whether the file, or the words, are more than is taken. */
  readonly isCut: boolean;
  readonly areWordsCut: boolean;
  readonly lost?: Error;
}

/** Fields by their names; the file, if there is one that is kept, is at `path` as far as it is taken. */
async function readParts(
  request: IncomingMessage,
  path: string,
  { words, keeps }: PartsWanted,
): Promise<Parts> {
  let isCut = false;
  let areWordsCut = false;
  let lost: Error | undefined;
  let left = words;
  const fields: Record<string, string> = {};
  const files: Promise<void>[] = [];
  const form = busboy({
    headers: request.headers,
    limits: { files: 1, fileSize: MAX_FILE + 1, fields: 20, fieldSize: MAX_URLENCODED, parts: 22 },
  });
  form.on('field', (name, value, { valueTruncated }) => {
    const bytes = Buffer.from(value);
    if (valueTruncated || bytes.length > left) areWordsCut = true;
    fields[name] = bytes.length > left ? firstOf(bytes, left) : value;
    left = Math.max(0, left - bytes.length);
  });
  form.on('file', (_, file, { filename }) => {
    if (filename) fields.filename ??= filename;
    // It ends with the form, whose end is told of below.
    if (!keeps(filename)) return file.on('error', () => undefined).resume();
    const written = pipeline(file, async (pieces) => {
      lost = await writeAll(path, pieces);
      isCut = file.truncated ?? false;
    });
    files.push(written);
    // Told of by the pipeline, or by the form that ends with it.
    files.at(-1)?.catch((error) => form.destroy(error));
  });
  try {
    await pipeline(request, form);
    await Promise.all(files);
  } catch (error) {
    // All that was sent has come, and its end is missing: a proxy cut it, or an old browser.
    if (error instanceof HttpError || !request.complete) throw error;
    lost = error as Error;
  } finally {
    // What is still being opened would be there again after it was removed.
    await Promise.allSettled(files);
  }
  return { fields, hasFile: files.length > 0, isCut, areWordsCut, ...(lost && { lost }) };
}

/** The whole characters of so many bytes. */
const firstOf = (bytes: Buffer, length: number) =>
  new TextDecoder().decode(bytes.subarray(0, length), { stream: true });

/** Writes a new file. Where the disk does not take it (any more), the rest comes all the same; gives why. */
async function writeAll(path: string, pieces: AsyncIterable<Buffer>): Promise<Error | undefined> {
  let lost: Error | undefined;
  const note = (error: Error) => {
    lost = error;
  };
  const file = await open(path, 'wx', 0o600).catch(note);
  try {
    for await (const piece of pieces) {
      if (file && !lost) await file.writeFile(piece).catch(note);
    }
  } finally {
    await file?.close().catch(note);
  }
  return lost;
}
