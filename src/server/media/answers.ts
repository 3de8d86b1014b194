import { open } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { MediaFile } from '../storage/media.ts';
import { ifThere } from './files-there.ts';
import { HttpError } from './http-error.ts';

/** What stands under a picture's own id never changes, but can be removed: who hands it to others asks. */
const FOR_EVER = 'max-age=31536000, s-maxage=0, immutable';
/** An avatar may be another one tomorrow; its tag says whether it is. */
const FOR_A_WHILE = 'max-age=300';

/** What every page carries means nothing for a picture, and is as long as a small one. */
const OF_PAGES = [
  'Referrer-Policy',
  'Cross-Origin-Opener-Policy',
  'Permissions-Policy',
  'X-Frame-Options',
];

/** For every answer of the media service: a file of a stranger is a picture and nothing else. */
export function setMediaHeaders(response: ServerResponse, isPublic: boolean): void {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  for (const name of OF_PAGES) response.removeHeader(name);
  if (!isPublic) return;
  // Other Buddycloud clients load these from pages of their own; no credentials go with it.
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
}

/** Answers with JSON that nobody keeps. */
export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.setHeader('Cache-Control', 'no-store');
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

export interface PictureAnswer {
  readonly path: string;
  readonly file: MediaFile;
  readonly isPublic: boolean;
  /** Whether another picture may stand here some day. */
  readonly changes: boolean;
}

/** Sends a picture; 304 where the asker has it. */
export async function answerPicture(
  request: IncomingMessage,
  response: ServerResponse,
  { path, file, isPublic, changes }: PictureAnswer,
): Promise<void> {
  const tag = `"${file.sha256}"`;
  const life = changes ? FOR_A_WHILE : FOR_EVER;
  response.setHeader('Cache-Control', `${isPublic ? 'public' : 'private'}, ${life}`);
  response.setHeader('ETag', tag);
  // Once somebody signs out, what the browser kept is not for whoever uses it next.
  response.setHeader('Vary', isPublic ? 'Accept' : 'Accept, Cookie');
  if (request.headers['if-none-match'] === tag) {
    response.writeHead(304).end();
    return;
  }
  const content = await ifThere(open(path));
  // Removed while it was asked for, or while a backup was made.
  if (!content) throw new HttpError(404, 'This picture is not here any more.');
  response.writeHead(200, { 'Content-Type': file.type, 'Content-Length': file.bytes });
  if (request.method !== 'HEAD') return pipeline(content.createReadStream(), response);
  await content.close();
  response.end();
}
