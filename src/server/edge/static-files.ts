import type { IncomingMessage, ServerResponse } from 'node:http';
import sirv from 'sirv';
import { isAppRoute, isFilePath } from './app-routes.ts';
import { type AnswerPage, createPage, type PageFacts } from './page.ts';
import { leaveOutOf304 } from './security-headers.ts';

/** Files whose name changes with their content. */
const HASHED = '/assets/';
const PAGE = '/index.html';

/** Browsers ask for these at every start, and pages name the script by its content: a day is safe. */
const KEPT_A_DAY = /^\/(?:icons\/|page\.js$)/;

/** `answerMissing` says to a person that there is no such file; absent where none asks. */
type AnswerFile = (
  request: IncomingMessage,
  response: ServerResponse,
  answerMissing?: (() => void) | false | undefined,
) => void;

/**
 * Serves the built app: its files, its one page at every screen's path, and 404 for the rest.
 *
 * A missing file is never answered with the page: a service worker would keep HTML as a script.
 */
export function createStaticFiles(folder: string, facts: PageFacts): AnswerFile {
  const answerPage = createPage(folder, facts);
  const files = sirv(folder, {
    brotli: true,
    gzip: true,
    etag: true,
    setHeaders: (response, path) => {
      // KaiOS 2.5 takes its manifest by this type only.
      if (path.endsWith('.webapp')) {
        response.setHeader('Content-Type', 'application/x-web-app-manifest+json');
      }
      response.setHeader('Cache-Control', cachingOf(path));
    },
  });
  return (request, response, answerMissing) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    // The whole of a small file is as quick, and sirv would pass a senseless range on and throw.
    delete request.headers.range;
    // sirv leaves a file's stream without a listener: one that vanished would end the process.
    response.once('pipe', (file) => file.once('error', () => response.destroy()));
    const path = pathIn(request);
    if (isAppRoute(path) || path === PAGE) return answerPage(request, response);
    leaveOutOf304(response);
    const missing = answerMissing || (() => notFound(answerPage, path, request, response));
    files(request, response, missing);
  };
}

/**
 * The path decoded, as sirv looks files up: one written with `%` would else get the page's file as it is,
 * without the site's facts.
 */
function pathIn({ url = '/' }: IncomingMessage): string {
  const [path = '/'] = url.split('?');
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // the name of no file
  }
}

function cachingOf(path: string): string {
  if (path.startsWith(HASHED)) return 'public, max-age=31536000, immutable';
  return KEPT_A_DAY.test(path) ? 'public, max-age=86400' : 'no-cache';
}

function notFound(
  answerPage: AnswerPage,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (!isFilePath(path)) {
    // The app itself says that there is no such screen, and offers the way back.
    answerPage(request, response, 404);
    return;
  }
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  response.writeHead(404).end('There is no such file.\n');
}
