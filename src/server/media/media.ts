import type { IncomingMessage, ServerResponse } from 'node:http';
import { retryAfter } from '../../protocol/stanza.ts';
import type { Element } from '../../protocol/xml.ts';
import type { Routes } from '../component/router.ts';
import type { Log } from '../log.ts';
import type { ServiceContext } from '../service/context.ts';
import type { MediaQuota } from '../service/media.ts';
import { asRefusal, Refusal } from '../service/refusal.ts';
import { deleteMediaOfDeletedChannels, isContentUsed } from '../storage/media.ts';
import { AskingRates } from './asking-rates.ts';
import { Confirmations } from './confirmations.ts';
import { Downloads } from './downloads.ts';
import { Files } from './files.ts';
import { HttpError } from './http-error.ts';
import { Intake } from './intake.ts';
import { Pictures } from './pictures/pictures.ts';
import { RefusedPicture } from './pictures/refused-picture.ts';
import { answerMedia, type Viewer } from './routes.ts';
import { mediaStanzas } from './stanzas.ts';
import { dropUnused } from './studio.ts';

export interface MediaOptions {
  readonly ctx: ServiceContext;
  /** Folder of its files, made where it is missing. */
  readonly folder: string;
  /** Path of the built painter. */
  readonly painter: string;
  /** Address of its HTTP side as clients reach it, without a slash at its end. */
  readonly endpoint: string;
  readonly quota: MediaQuota;
  /** Sends a stanza as the media component. */
  readonly send: (stanza: Element) => void;
  readonly log: Log;
}

/** The media service of Buddycloud (docs/protocol.md, "Choices", 20). */
export interface MediaService {
  readonly routes: Routes;
  /** Takes stanzas that are no requests: people's confirmations. */
  receive(stanza: Element): void;
  /**
   * Answers an HTTP request; `path` is what comes after `/media`, `address` the network it comes from.
   * `viewer`: who looks, by cookies of pages; asked for what not everybody may see, and for looking alone.
   * `refuse` answers in place of us where it was a page that was asked for.
   */
  answer(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    from: {
      readonly address: string;
      readonly viewer?: Viewer;
      readonly refuse?: ((status: number) => void) | undefined;
    },
  ): Promise<void>;
  /**
   * Puts a file of this machine, which is gone afterwards, into the slot of that token.
   *
   * @throws HttpError, Refusal, RefusedPicture
   */
  fill(token: string, path: string): Promise<void>;
  /** The file of a content; only what the database holds is a name. */
  fileOf(sha256: string): string;
  /** Removes contents that no picture is made of any more. */
  drop(names: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

const nobody: Viewer = async () => null;

/** How often files that nothing uses are looked for, in milliseconds. */
const SWEEP_EVERY = 60 * 60 * 1000;

/** Opens the service; what a killed forerunner left half done is removed first. */
export async function openMedia(options: MediaOptions): Promise<MediaService> {
  const { ctx, endpoint, log } = options;
  const files = new Files(options.folder);
  await files.clearIncoming();
  const pictures = new Pictures(options.painter);
  const { quota } = options;
  const studio = { ctx, files, pictures, quota };
  const intake = new Intake(studio);
  const downloads = new Downloads();
  const confirmations = new Confirmations(`media.${ctx.domain}`, options.send);
  const asking = ctx.rates && new AskingRates();
  const identifier = { confirmations, asking, endpoint, domain: ctx.domain };

  const isUsed = (name: string) => ctx.database.read((reader) => isContentUsed(reader, name));
  const ending = new AbortController();
  const sweep = async () => {
    await ctx.database.write(deleteMediaOfDeletedChannels);
    await files.sweep(isUsed, ending.signal);
  };
  const beginSweep = () =>
    sweep().catch((error: Error) => log.error('media-sweep-failed', { error }));
  // Nobody waits for it at a start: it looks at each file that there is.
  let sweeping = beginSweep();
  const sweeper = setInterval(() => {
    sweeping = sweeping.then(beginSweep);
  }, SWEEP_EVERY).unref();

  return {
    routes: mediaStanzas(studio, intake, downloads, endpoint),
    receive: (stanza) => confirmations.receive(stanza),
    answer: async (request, response, path, { address, viewer = nobody, refuse }) => {
      try {
        await answerMedia(
          { studio, intake, downloads, identifier: { ...identifier, address }, viewer },
          request,
          response,
          path,
        );
      } catch (error) {
        answerError(response, error, log, refuse);
      }
    },
    fill: async (token, path) => {
      await intake.fillSlot(token, async () => path);
    },
    fileOf: (sha256) => files.pathOf(sha256),
    drop: (names) => dropUnused(studio, names),
    stop: async () => {
      clearInterval(sweeper);
      ending.abort();
      pictures.stop();
      await sweeping;
    },
  };
}

/** RFC 9110 words for the protocol's refusals. */
const STATUS: Readonly<Record<string, number>> = {
  'item-not-found': 404,
  forbidden: 403,
  'not-authorized': 401,
  'registration-required': 401,
  'resource-constraint': 507,
  'not-acceptable': 400,
  'bad-request': 400,
};

/** The one place where what went wrong becomes an answer: a code for programs, a sentence for people. */
function answerError(
  response: ServerResponse,
  error: unknown,
  log: Log,
  refuse: ((status: number) => void) | undefined,
): void {
  const { status, code, sentence, headers } = answerTo(error);
  // Who goes while a picture comes, as with each page that is left early, is no failure.
  const hasGone = (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE';
  if (status === 500 && !hasGone) log.error('media-failure', { error: error as Error });
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (refuse) {
    refuse(status);
    return;
  }
  response.setHeader('Cache-Control', 'no-store');
  response
    .writeHead(status, { 'Content-Type': 'application/json', ...headers })
    .end(JSON.stringify({ error: code, message: sentence }));
}

function answerTo(error: unknown): {
  status: number;
  code: string;
  sentence: string;
  headers?: Readonly<Record<string, string>>;
} {
  if (error instanceof HttpError) {
    const { status, message, headers } = error;
    return { status, code: String(status), sentence: message, headers };
  }
  if (error instanceof RefusedPicture) {
    const status = error.trouble === 'too-large' ? 413 : 415;
    return { status, code: error.trouble, sentence: error.message };
  }
  const refusal = error instanceof Refusal ? error : asRefusal(error);
  if (refusal) {
    const { condition, text, type } = refusal;
    const status = type === 'wait' ? 503 : (STATUS[condition] ?? 400);
    const seconds = retryAfter(refusal);
    const headers = seconds === undefined ? {} : { 'Retry-After': String(seconds) };
    return { status, code: condition, sentence: text ?? 'You may not do this here.', headers };
  }
  return { status: 500, code: 'failed', sentence: 'Something went wrong here. Try again.' };
}
