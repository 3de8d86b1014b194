import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { encodingFor } from '../encoding-for.ts';

/** What the page is told of the site: by the names of its `meta`, which the build leaves open. */
export interface PageFacts {
  readonly 'xmpp-domain': string;
  /** Who runs the site; may be empty. */
  readonly operator: string;
}

export type AnswerPage = (
  request: IncomingMessage,
  response: ServerResponse,
  status?: 200 | 404,
) => void;

/**
 * The app's one page, told which site it belongs to: one build serves any. Held in memory in every encoding: it is
 * small, and the first thing that everybody asks for.
 */
export function createPage(folder: string, facts: PageFacts): AnswerPage {
  const built = readFileSync(join(folder, 'index.html'), 'utf8');
  const page = Buffer.from(
    Object.entries(facts).reduce(
      (html, [name, fact]) => html.replaceAll(`%${name}%`, () => escaped(fact)),
      built,
    ),
  );
  const encoded = {
    identity: page,
    br: brotliCompressSync(page),
    gzip: gzipSync(page, { level: 9 }),
  } as const;
  const etag = `W/"${createHash('sha256').update(page).digest('base64url').slice(0, 16)}"`;
  return (request, response, status = 200) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Cache-Control', status === 200 ? 'no-cache' : 'no-store');
    response.setHeader('Vary', 'Accept-Encoding');
    if (status === 200) {
      response.setHeader('ETag', etag);
      if (request.headers['if-none-match'] === etag) {
        response.writeHead(304).end();
        return;
      }
    }
    const encoding = encodingFor(request.headers['accept-encoding']);
    const body = encoded[encoding];
    if (encoding !== 'identity') response.setHeader('Content-Encoding', encoding);
    response.writeHead(status, { 'Content-Length': body.length });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
}

/** The style that stands in the page, as a policy names it (CSP 3, 2.3.1); empty where there is none. */
export function cssHashIn(folder: string): string {
  const built = readFileSync(join(folder, 'index.html'), 'utf8');
  const css = /<style>(.*?)<\/style>/s.exec(built)?.[1];
  if (css === undefined) return '';
  return `'sha256-${createHash('sha256').update(css).digest('base64')}'`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
