import type { IncomingMessage } from 'node:http';
import type { PictureDesk, PostedForm } from '../picture-desk.ts';

/** The words of a form, in bytes: the longest text, each of its characters escaped, and what forms carry besides. */
export const USUAL_WORDS = 128 * 1024;

/** What was pasted and is longer than any text may be goes back to whoever sent it, as far as this. */
export const MOST_WORDS = 1024 * 1024;

/** How many bytes are read and dropped before an answer: browsers show none before they have sent everything. */
const MOST_HEARD = 16 * 1024 * 1024;

export type FormBody =
  | ({ readonly kind: 'form' } & PostedForm)
  | { readonly kind: 'too-long' }
  /** Not what a form of ours sends. */
  | { readonly kind: 'not-a-form' };

interface Wanted {
  readonly desk: PictureDesk;
  /** Who is signed in: their picture is kept. */
  readonly person: string | null;
  readonly words: number;
  /** Whether of more words than that the first are wanted. */
  readonly cuts: boolean;
}

/** The fields of a posted form, and its picture. How long it may take, the HTTP server bounds. */
export async function readForm(
  request: IncomingMessage,
  { desk, person, words, cuts }: Wanted,
): Promise<FormBody> {
  const [said = ''] = (request.headers['content-type'] ?? '').split(';');
  const type = said.trim().toLowerCase();
  if (type === 'multipart/form-data') {
    const form = await desk.receive(request, { person, words });
    if (form && (cuts || !form.isCut)) return { kind: 'form', ...form };
    if (form?.picture) await desk.drop(form.picture);
    return { kind: 'too-long' };
  }
  if (type !== 'application/x-www-form-urlencoded') {
    return { kind: 'not-a-form' };
  }
  const most = cuts ? MOST_HEARD : words;
  if (Number(request.headers['content-length'] ?? 0) > most) return { kind: 'too-long' };
  const pieces: Buffer[] = [];
  let left = words;
  for await (const piece of request as AsyncIterable<Buffer>) {
    if (left > 0) pieces.push(piece.subarray(0, left));
    left -= piece.length;
    if (words - left > most) return { kind: 'too-long' };
  }
  const isCut = left < 0;
  const body = Buffer.concat(pieces).toString();
  const fields = new Map(new URLSearchParams(isCut ? body.replace(HALF_ESCAPED, '') : body));
  return { kind: 'form', fields, picture: null, isTurnedAway: false, isCut };
}

/** A character of several bytes, each escaped, of which some are missing at the end. */
const HALF_ESCAPED = /(?:%[c-f][0-9a-f](?:%[89ab][0-9a-f]){0,2})?(?:%[0-9a-f]?)?$/i;
