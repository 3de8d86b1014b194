import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { type Encoding, encodingFor } from '../encoding-for.ts';

/** Pages are drawn while people wait: the last percents of brotli cost more than they save. */
const BROTLI_QUALITY = 5;

/** A text in the encodings that were asked for so far. */
export class Encoded {
  readonly status: number;
  readonly type: string;
  readonly etag: string;
  readonly #bodies = new Map<Encoding, Buffer>();

  constructor(status: number, type: string, text: string) {
    this.status = status;
    this.type = type;
    const plain = Buffer.from(text);
    this.#bodies.set('identity', plain);
    this.etag = `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 16)}"`;
  }

  /** Memory that it takes once it is asked for in every encoding, in bytes: at most twice the text. */
  get size(): number {
    return 2 * this.in('identity').length;
  }

  in(encoding: Encoding): Buffer {
    const found = this.#bodies.get(encoding);
    if (found) return found;
    const made = compress(this.in('identity'), encoding);
    this.#bodies.set(encoding, made);
    return made;
  }

  /**
   * Answers a request with it, in the smallest encoding that is taken, or with 304 where the browser
   * has it already.
   */
  send(request: IncomingMessage, response: ServerResponse): void {
    response.setHeader('Content-Type', this.type);
    response.appendHeader('Vary', 'Accept-Encoding');
    if (this.status === 200) {
      response.setHeader('ETag', this.etag);
      if (request.headers['if-none-match'] === this.etag) {
        response.writeHead(304).end();
        return;
      }
    }
    const encoding = encodingFor(request.headers['accept-encoding']);
    const body = this.in(encoding);
    if (encoding !== 'identity') response.setHeader('Content-Encoding', encoding);
    response.writeHead(this.status, { 'Content-Length': body.length });
    response.end(request.method === 'HEAD' ? undefined : body);
  }
}

function compress(plain: Buffer, encoding: Encoding): Buffer {
  if (encoding === 'gzip') return gzipSync(plain, { level: 6 });
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
  };
  return brotliCompressSync(plain, { params });
}
