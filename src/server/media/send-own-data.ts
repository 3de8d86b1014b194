import { createReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { localOf } from '../../protocol/jid.ts';
import type { Actor } from '../service/context.ts';
import { ownFacts, ownPictures, ownPosts } from '../service/own-data.ts';
import { isThere } from './files-there.ts';
import type { Studio } from './studio.ts';

/** JPEG does not get smaller. */
const AS_IT_IS = { compress: false };

/**
 * Sends all that a person has here as one ZIP: JSON and pictures, written as it is read, so that it is
 * never in memory as a whole.
 */
export async function sendOwnData(
  studio: Studio,
  actor: Actor,
  response: ServerResponse,
): Promise<void> {
  const { ctx } = studio;
  // All that is asked for at once, before anything is open that could fail unheard.
  const facts = Object.entries(await ownFacts(ctx, actor));
  const pictures = await picturesThere(studio, actor);
  response.writeHead(200, {
    'Content-Type': 'application/zip',
    'Content-Disposition': `attachment; filename="wifi-chat-${fileName(localOf(actor.jid))}.zip"`,
    'Cache-Control': 'no-store',
  });
  // The program that a browser stores files by may look first.
  if (response.req.method === 'HEAD') {
    response.end();
    return;
  }
  // Loaded for the first who asks.
  const { ZipFile } = await import('yazl');
  const zip = new ZipFile();
  let open: Readable | undefined;
  let fail: (error: Error) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const add = (name: string, read: () => Readable, options = {}) =>
    zip.addReadStreamLazy(name, options, (give) => {
      // Nobody else hears of it (a picture is removed, the database is away), and the process would end.
      open = read().on('error', fail);
      give(null, open);
    });
  for (const [name, value] of facts) zip.addBuffer(Buffer.from(json(value)), `${name}.json`);
  add('posts.json', () => Readable.from(arrayOf(ownPosts(ctx, actor))));
  for (const { name, path } of pictures) add(name, () => createReadStream(path), AS_IT_IS);
  zip.end();
  try {
    await Promise.race([pipeline(zip.outputStream, response), failed]);
  } finally {
    // Who goes in the middle leaves the file open that was being read.
    open?.destroy();
  }
}

/** The person's pictures by the names that they have in the archive; without those removed since they were listed. */
async function picturesThere({ ctx, files }: Studio, actor: Actor) {
  const there: { readonly name: string; readonly path: string }[] = [];
  for (const { channel, id, sha256 } of await ownPictures(ctx, actor)) {
    const path = files.pathOf(sha256);
    const name = `pictures/${fileName(channel)}/${id}.jpg`;
    if (await isThere(path)) there.push({ name, path });
  }
  return there;
}

/** A value for people to read, with a line's end. */
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** The text of an array of JSON whose values come one after the other. */
async function* arrayOf(values: AsyncIterable<unknown>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const value of values) {
    yield before + JSON.stringify(value);
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

const fileName = (name: string) => name.replace(/[^\w.@-]/g, '_');
