import type { IncomingMessage } from 'node:http';
import type { PictureDesk, PostedForm } from '../picture-desk.ts';

/** The words of a form, in bytes: the longest text, each of its characters escaped, and what forms carry besides. */
export const USUAL_WORDS = 128 * 1024;

/** What was pasted and is longer than any text may be goes back to whoever sent it, up to here. */
export const MOST_WORDS = 1024 * 1024;

export type FormBody =
  | ({ readonly kind: 'form' } & PostedForm)
  | { readonly kind: 'too-long' }
  /** Not what a form of ours sends. */
  | { readonly kind: 'not-a-form' };

/**
 * The fields of a posted form, and the picture of who is signed in as `person`; at most so many `words`.
 * How long it may take, the HTTP server bounds.
 */
export async function readForm(
  request: IncomingMessage,
  { desk, person, words }: { desk: PictureDesk; person: string | null; words: number },
): Promise<FormBody> {
  const [said = ''] = (request.headers['content-type'] ?? '').split(';');
  const type = said.trim().toLowerCase();
  if (type === 'multipart/form-data') {
    const form = await desk.receive(request, { person, words });
    return form ? { kind: 'form', ...form } : { kind: 'too-long' };
  }
  if (type !== 'application/x-www-form-urlencoded') {
    return { kind: 'not-a-form' };
  }
  if (Number(request.headers['content-length'] ?? 0) > words) return { kind: 'too-long' };
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > words) return { kind: 'too-long' };
    pieces.push(piece);
  }
  const fields = new Map(new URLSearchParams(Buffer.concat(pieces).toString()));
  return { kind: 'form', fields, picture: null, isTurnedAway: false };
}
