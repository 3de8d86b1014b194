import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { MAX_STANZA_BYTES } from '../../protocol/limits.ts';
import type { Throttle } from '../throttle.ts';
import { limitKey } from './client-address.ts';
import type { OriginCheck } from './origin.ts';

export interface BoshOptions {
  /** Where the XMPP server speaks BOSH. */
  readonly upstream: { readonly host: string; readonly port: number };
  readonly domain: string;
  readonly isOpen: () => boolean;
  readonly isSameOrigin: OriginCheck;
  /** How often sessions may begin at an address; `null`: as often as they like. */
  readonly begins: Throttle | null;
}

/**
 * In the head of a body that belongs to a session; the XMPP server knows whether there is one. Attribute
 * by attribute: what stands in the value of another one is none.
 */
const OF_SESSION = /^\s*<body(?:\s+[^\s=<>"']+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*?\s+sid\s*=/;

/** A `<body/>` wraps several stanzas. */
const MAX_BODY = 2 * MAX_STANZA_BYTES;

/** The XMPP server answers within 120 s, its longest wait (XEP-0124); in milliseconds. */
const PATIENCE = 150_000;

/** Shorter answers do not shrink. */
const COMPRESS_FROM = 256;

const compress = promisify(gzip);

/** `/http-bind` (XEP-0124, XEP-0206): passes requests to the XMPP server, for want of WebSocket. */
export async function answerBosh(
  request: IncomingMessage,
  response: ServerResponse,
  address: string,
  options: BoshOptions,
): Promise<void> {
  response.setHeader('Cache-Control', 'no-store');
  if (request.method !== 'POST') return end(response, 405, { Allow: 'POST' });
  if (!options.isSameOrigin(request)) return end(response, 403);
  if (!options.isOpen()) return end(response, 503);
  const body = await readUpTo(MAX_BODY, request);
  if (body === null) return end(response, 413, { Connection: 'close' });
  const key = limitKey(address);
  const { begins } = options;
  if (begins && !OF_SESSION.test(String(body)) && !begins.take(key)) {
    return end(response, 429, { 'Retry-After': '60' });
  }

  const upstream = httpRequest({
    ...options.upstream,
    method: 'POST',
    path: '/http-bind',
    timeout: PATIENCE,
    headers: {
      Host: options.domain,
      'Content-Type': 'text/xml; charset=utf-8',
      'Content-Length': body.length,
      'X-Forwarded-For': key,
    },
  });
  upstream.on('timeout', () => upstream.destroy(new Error('no answer in time')));
  response.once('close', () => upstream.destroy());
  try {
    const answer = await send(upstream, body);
    await pass(answer, request, response);
  } catch {
    // The phone tries again, whatever the reason: the server is restarting, or too slow.
    if (response.headersSent) response.destroy();
    else end(response, 502);
  }
}

function end(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, headers).end();
}

/** The whole body of a message, `null` where it is longer. */
async function readUpTo(most: number, message: IncomingMessage): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of message as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > most) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function send(upstream: ReturnType<typeof httpRequest>, body: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    upstream.once('response', resolve);
    upstream.on('error', reject);
    upstream.end(body);
  });
}

async function pass(answer: IncomingMessage, request: IncomingMessage, response: ServerResponse) {
  const body = (await readUpTo(Number.POSITIVE_INFINITY, answer)) as Buffer;
  const type = answer.headers['content-type'] ?? 'text/xml; charset=utf-8';
  const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  if (!takesGzip || body.length < COMPRESS_FROM) {
    response.writeHead(answer.statusCode ?? 502, { 'Content-Type': type }).end(body);
    return;
  }
  const headers = { 'Content-Type': type, 'Content-Encoding': 'gzip' };
  response.writeHead(answer.statusCode ?? 502, headers).end(await compress(body));
}
