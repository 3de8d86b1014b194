import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { isAppRoute, isFilePath } from './app-routes.ts';

/** Files whose name changes with their content. */
const HASHED = '/assets/';
const PAGE = '/index.html';

/**
 * Serves the built app: its files, its one page at every screen's path, and 404 for the rest.
 *
 * A missing file is never answered with the page: a service worker would keep HTML as a script.
 */
export function createStaticFiles(
  folder: string,
): (request: IncomingMessage, response: ServerResponse) => void {
  const files = sirv(folder, {
    brotli: true,
    gzip: true,
    etag: true,
    setHeaders: (response, path) => {
      const hashed = path.startsWith(HASHED);
      response.setHeader(
        'Cache-Control',
        hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    // The whole of a small file is as quick, and sirv would pass a senseless range on and throw.
    delete request.headers.range;
    // sirv leaves a file's stream without a listener: one that vanished would end the process.
    response.once('pipe', (file) => file.once('error', () => response.destroy()));
    const [path = '/'] = (request.url ?? '/').split('?');
    if (isAppRoute(path)) request.url = PAGE;
    files(request, response, () => notFound(folder, path, response));
  };
}

function notFound(folder: string, path: string, response: ServerResponse): void {
  response.statusCode = 404;
  response.setHeader('Cache-Control', 'no-store');
  if (isFilePath(path)) {
    response.setHeader('Content-Type', 'text/plain; charset=utf-8');
    response.end('There is no such file.\n');
    return;
  }
  // The app itself says that there is no such screen, and offers the way back.
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  createReadStream(join(folder, PAGE)).pipe(response);
}
