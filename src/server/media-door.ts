/**
 * The way to the pictures while another process than the one with the public port leads: that one
 * listens on this machine alone, and says where in a file beside the pictures.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createReadStream, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createHttpServer } from './edge/http-server.ts';
import { setMediaHeaders } from './media/answers.ts';
import type { MediaService } from './media/media.ts';

const LOOPBACK = '127.0.0.1';

/** Names the network that a request which is handed on comes from. */
const ADDRESS = 'x-wifi-chat-address';
/** Names who looks, by their cookies, and proves that it is a process of this site that says so. */
const VIEWER = 'x-wifi-chat-viewer';
const PROOF = 'x-wifi-chat-proof';

const fileIn = (folder: string) => join(folder, 'door');

export interface MediaDoor {
  /** From now on this process is asked. */
  announce(): void;
  close(): void;
}

/**
 * Opens it; `service` is asked with each request, and nobody is let in while it is `null`. `secret`: what
 * the processes of a site know, and others on this machine do not.
 */
export async function openMediaDoor(
  folder: string,
  service: () => MediaService | null,
  secret: () => string,
): Promise<MediaDoor> {
  const server = createHttpServer(undefined, async (request, response) => {
    const media = service();
    const address = String(request.headers[ADDRESS] ?? '');
    const viewer = async () => viewerIn(request, secret());
    if (media) await media.answer(request, response, request.url ?? '/', { address, viewer });
    else away(response);
  });
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    announce: () => {
      // Renamed, so that nobody reads half of it.
      const draft = `${fileIn(folder)}.${process.pid}`;
      writeFileSync(draft, String(port), { mode: 0o600 });
      renameSync(draft, fileIn(folder));
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function proofOf(viewer: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(`viewer ${viewer}`).digest();
}

/** Who looks; `null` where nobody is named, or by a stranger. */
function viewerIn({ headers }: IncomingMessage, secret: string): string | null {
  const viewer = String(headers[VIEWER] ?? '');
  const proof = Buffer.from(String(headers[PROOF] ?? ''), 'hex');
  const proven = proofOf(viewer, secret);
  return viewer && proof.length === proven.length && timingSafeEqual(proof, proven) ? viewer : null;
}

/** A request, and what this process knows of it. */
export interface Handed {
  readonly path: string;
  readonly address: string;
  /** Who looks, by cookies of pages: a bare JID; `null` for nobody. */
  readonly viewer: () => Promise<string | null>;
  readonly secret: string;
  /** Answers where it was a page that was asked for, and there is none. */
  readonly refuse: ((status: number) => void) | undefined;
}

/** Hands a request on to whoever leads; 503 where nobody does. */
export async function throughDoor(
  folder: string,
  request: IncomingMessage,
  response: ServerResponse,
  { path, address, viewer, secret, refuse }: Handed,
): Promise<void> {
  setMediaHeaders(response, false);
  const { method, headers } = request;
  const isLook = method === 'GET' || method === 'HEAD';
  const who = (isLook && (await viewer())) || '';
  const named = { [VIEWER]: who, [PROOF]: proofOf(who, secret).toString('hex') };
  const onward = open(folder, path, method, { ...headers, [ADDRESS]: address, ...named });
  const nobody = () => (refuse ? refuse(503) : away(response));
  if (!onward) return nobody();
  await new Promise<void>((resolve) => {
    onward.on('response', (answer) => {
      const { statusCode = 503 } = answer;
      if (refuse && statusCode >= 400) {
        answer.resume();
        refuse(statusCode);
        return resolve();
      }
      response.writeHead(statusCode, answer.headers);
      pipeline(answer, response).then(resolve, () => resolve());
    });
    const lost = () => {
      if (!response.headersSent) nobody();
      resolve();
    };
    onward.on('error', lost);
    onward.on('close', lost);
    pipeline(request, onward).catch(() => onward.destroy());
  });
}

/** Puts a file into a slot of whoever leads; gives the status of the answer. */
export async function putThroughDoor(
  folder: string,
  token: string,
  { path, size }: { readonly path: string; readonly size: number },
): Promise<number> {
  const onward = open(folder, `/upload/${token}`, 'PUT', { 'content-length': size });
  if (!onward) return 503;
  const status = new Promise<number>((resolve) => {
    onward.on('response', (answer) => resolve(answer.resume().statusCode ?? 503));
    onward.on('error', () => resolve(503));
    onward.on('close', () => resolve(503));
  });
  await pipeline(createReadStream(path), onward).catch(() => onward.destroy());
  return status;
}

function open(
  folder: string,
  path: string,
  method: string | undefined,
  headers: NodeJS.Dict<string | string[] | number>,
) {
  try {
    const port = Number(readFileSync(fileIn(folder), 'utf8'));
    return ask({ host: LOOPBACK, port, path, method, headers });
  } catch {
    return null; // nobody else ever led
  }
}

function away(response: ServerResponse): void {
  response.writeHead(503, { 'Retry-After': '5' }).end();
}
