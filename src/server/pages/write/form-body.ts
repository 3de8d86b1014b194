import type { IncomingMessage } from 'node:http';

/** The longest text, each of its characters escaped, and what forms carry besides; in bytes. */
const MAX_BODY = 128 * 1024;

export type FormBody =
  | { readonly kind: 'form'; readonly fields: URLSearchParams }
  | { readonly kind: 'too-long' }
  /** Not what a form of ours sends. */
  | { readonly kind: 'not-a-form' };

/** The fields of a posted form. How long it may take, the HTTP server bounds. */
export async function readForm(request: IncomingMessage): Promise<FormBody> {
  const type = String(request.headers['content-type'] ?? '').split(';')[0];
  if (type?.trim().toLowerCase() !== 'application/x-www-form-urlencoded') {
    return { kind: 'not-a-form' };
  }
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY) return { kind: 'too-long' };
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > MAX_BODY) return { kind: 'too-long' };
    pieces.push(piece);
  }
  return { kind: 'form', fields: new URLSearchParams(Buffer.concat(pieces).toString()) };
}
