import { createReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
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
  { ctx, files }: Studio,
  actor: Actor,
  response: ServerResponse,
): Promise<void> {
  const zip = new ZipFile();
  const outcome = new Promise<never>((_, reject) => zip.on('error', reject));
  for (const [name, value] of Object.entries(await ownFacts(ctx, actor))) {
    zip.addBuffer(Buffer.from(json(value)), `${name}.json`);
  }
  zip.addReadStreamLazy('posts.json', {}, (give) => {
    give(null, Readable.from(arrayOf(ownPosts(ctx, actor))));
  });
  for (const { channel, id, sha256 } of await ownPictures(ctx, actor)) {
    const path = files.pathOf(sha256);
    // Removed since it was listed.
    if (!(await isThere(path))) continue;
    zip.addReadStreamLazy(`pictures/${fileName(channel)}/${id}.jpg`, AS_IT_IS, (give) => {
      give(null, createReadStream(path));
    });
  }
  zip.end();
  response.writeHead(200, {
    'Content-Type': 'application/zip',
    'Content-Disposition': `attachment; filename="wifi-chat-${fileName(localOf(actor.jid))}.zip"`,
    'Cache-Control': 'no-store',
  });
  await Promise.race([pipeline(zip.outputStream, response), outcome]);
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
