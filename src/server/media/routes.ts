import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Actor } from '../service/context.ts';
import { describeMedia, listChannelMedia, readMedia } from '../service/media.ts';
import { Refusal } from '../service/refusal.ts';
import { readAddress } from './address.ts';
import { answerJson, answerPicture, setMediaHeaders } from './answers.ts';
import { chooseFile, readBounds } from './choose-file.ts';
import { describe } from './describe.ts';
import type { Downloads } from './downloads.ts';
import { HttpError } from './http-error.ts';
import { type Identifier, identify, identifyPerson } from './identify.ts';
import type { Intake } from './intake.ts';
import { readWords, receiveBytes } from './receive-upload.ts';
import { sendOwnData } from './send-own-data.ts';
import { removePicture, type Studio } from './studio.ts';

/** Who looks at pages with pictures: a bare JID; `null` for nobody. */
export type Viewer = () => Promise<string | null>;

/** What the routes work with. */
export interface Media {
  readonly studio: Studio;
  readonly intake: Intake;
  readonly downloads: Downloads;
  readonly identifier: Identifier;
  readonly viewer: Viewer;
}

/** One request under `/media`. */
interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What comes after `/media`. */
  readonly url: URL;
  readonly channel: string;
  readonly id: string;
}

type Route = (media: Media, visit: Visit) => Promise<void>;

/** The routes of Buddycloud's media server by method and kind of address. */
const ROUTES: Readonly<Record<string, Route>> = {
  'GET picture': show,
  'HEAD picture': show,
  'GET metadata': tell,
  'GET channel': list,
  'POST channel': add,
  'PUT picture': changeAvatar,
  'POST picture': change,
  'DELETE picture': remove,
};

/**
 * Answers a request; `path` is what comes after `/media`, with its query.
 *
 * @throws HttpError, Refusal, RefusedPicture
 */
export async function answerMedia(
  media: Media,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  setMediaHeaders(response, false);
  const url = new URL(`http://media.invalid${path}`);
  const address = readAddress(url.pathname);
  if (!address) throw new HttpError(404, 'There is nothing here.');
  const { method = 'GET' } = request;
  if (method === 'OPTIONS') return allowOthers(response);
  if (address.kind === 'slot') {
    if (method !== 'PUT') throw notAllowed();
    const folder = media.studio.files.temporary;
    await media.intake.fillSlot(address.token, async (size) => {
      return (await receiveBytes(request, folder, size)).path;
    });
    response.writeHead(201).end();
    return;
  }
  if (address.kind === 'data') {
    if (method !== 'GET' && method !== 'HEAD') throw notAllowed();
    const actor = media.downloads.actorOf(address.token);
    if (!actor) throw new HttpError(404, 'This address was for some minutes. Ask for another.');
    return sendInTurn(media, actor, response);
  }
  const route = ROUTES[`${method} ${address.kind}`];
  if (!route) throw notAllowed();
  await route(media, { request, response, url, id: '', ...address });
}

/** Each archive costs a dozen questions, and all posts and pictures are read: a script could ask for hundreds at once. */
async function sendInTurn(
  { studio, downloads: { underWay } }: Media,
  actor: Actor,
  response: ServerResponse,
): Promise<void> {
  if (!underWay.enter(actor.jid)) {
    throw new HttpError(503, 'It is being fetched already. Try again soon.', {
      'Retry-After': '5',
    });
  }
  try {
    await sendOwnData(studio, actor, response);
  } finally {
    underWay.leave(actor.jid);
  }
}

const notAllowed = () => new HttpError(405, 'That cannot be done here.');

/** CORS: what pages of other sites may ask is decided by what the answers say themselves. */
function allowOthers(response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Allow-Methods', 'GET, HEAD, POST, PUT, DELETE');
  response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type');
  response.writeHead(204).end();
}

/** What everybody may see needs no name, and none is asked for. */
async function readable(media: Media, { request, url, channel, id }: Visit) {
  const { studio, identifier, viewer } = media;
  const named = url.searchParams.has('auth') || request.headers.authorization !== undefined;
  const actor = named ? await identify(identifier, request, url) : null;
  try {
    return await readMedia(studio.ctx, actor, channel, id);
  } catch (error) {
    const jid = error instanceof Refusal && !named ? await viewer() : null;
    if (jid === null) throw error;
    return readMedia(studio.ctx, { jid, fullJid: jid, isLocal: true }, channel, id);
  }
}

async function show(media: Media, visit: Visit): Promise<void> {
  const { request, response, url, id } = visit;
  const { media: picture, isPublic, avatar } = await readable(media, visit);
  setMediaHeaders(response, isPublic);
  const takesWebp = (request.headers.accept ?? '').includes('image/webp');
  const file = chooseFile(picture, readBounds(url.searchParams), takesWebp);
  const path = media.studio.files.pathOf(file.sha256);
  // The version that is shown now stands in the address: of another picture it will be another.
  const changes = id === 'avatar' && Number(url.searchParams.get('v')) !== avatar;
  await answerPicture(request, response, { path, file, isPublic, changes });
}

async function tell(media: Media, visit: Visit): Promise<void> {
  const { media: picture, isPublic } = await readable(media, visit);
  setMediaHeaders(visit.response, isPublic);
  answerJson(visit.response, 200, describe(visit.channel, picture));
}

async function list({ studio, identifier }: Media, visit: Visit): Promise<void> {
  const { request, response, url, channel } = visit;
  const actor = await identify(identifier, request, url);
  const asked = url.searchParams.get('max');
  const max = asked === null ? undefined : Number(asked);
  if (max !== undefined && !(Number.isInteger(max) && max > 0)) {
    throw new HttpError(400, 'max must be a number above 0.');
  }
  const after = url.searchParams.get('after') ?? undefined;
  const found = await listChannelMedia(studio.ctx, actor, channel, max, after);
  setMediaHeaders(response, found.isPublic);
  answerJson(
    response,
    200,
    found.media.map((picture) => describe(channel, picture)),
  );
}

async function add({ intake, identifier }: Media, visit: Visit): Promise<void> {
  const { request, response, url, channel } = visit;
  const actor = await identifyPerson(identifier, request, url);
  const kept = await intake.takeForm(request, { actor, channel, kind: 'photo' });
  answerJson(response, 201, describe(channel, kept));
}

async function changeAvatar({ intake, identifier }: Media, visit: Visit): Promise<void> {
  const { request, response, url, channel, id } = visit;
  if (id !== 'avatar') throw notAllowed();
  const actor = await identifyPerson(identifier, request, url);
  const kept = await intake.takeForm(request, { actor, channel, kind: 'avatar' });
  answerJson(response, 201, describe(channel, kept));
}

async function change({ studio, identifier }: Media, visit: Visit): Promise<void> {
  const { request, response, url, channel, id } = visit;
  const actor = await identifyPerson(identifier, request, url);
  const words = await readWords(request);
  answerJson(
    response,
    200,
    describe(channel, await describeMedia(studio.ctx, actor, channel, id, words)),
  );
}

async function remove({ studio, identifier }: Media, visit: Visit): Promise<void> {
  const { request, response, url, channel, id } = visit;
  const actor: Actor = await identifyPerson(identifier, request, url);
  await removePicture(studio, actor, channel, id);
  answerJson(response, 200, {});
}
