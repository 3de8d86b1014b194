/** The page lane: every screen as a page, drawn from what is read over XMPP. */
import { toBare } from '../../protocol/jid.ts';
import { type Route, routeOf } from '../../screens/route.ts';
import { loadIncidentText } from '../../screens/text/incident/incident-text.ts';
import {
  CODES,
  type Language,
  languageCookie,
  languageFor,
  languageOf,
} from '../../screens/text/languages.ts';
import { loadText } from '../../screens/text/load-text.ts';
import { loadOfficeText } from '../../screens/text/office/office-text.ts';
import { type PagesText, pagesText } from '../../screens/text/pages-text.ts';
import { loadRareText } from '../../screens/text/rare/rare-text.ts';
import type { Log } from '../log.ts';
import type { PageVisit } from '../page-visit.ts';
import { KnownEntries } from '../stream/known-entries.ts';
import { Throttle } from '../throttle.ts';
import { answerCounts } from './counts.ts';
import { type ChannelRoute, drawTrouble } from './draw/draw.ts';
import { expiresIn } from './expires-in.ts';
import { drawFeed } from './feed.ts';
import { isOnTap, KEPT, textSizeIn } from './look.ts';
import { answerReader, isTooFast, readerOf, tooFast } from './open-pages.ts';
import { PageCache } from './page-cache.ts';
import { answerGuest } from './person-pages.ts';
import type { PictureDesk } from './picture-desk.ts';
import { answerEmergency, lookAt } from './places.ts';
import { answerForm } from './posted.ts';
import { refuse } from './refuse.ts';
import { robots } from './robots.ts';
import { encode, messagePage, sendElsewhere, sendOpen, sendPrivate } from './send.ts';
import type { XmppPlace } from './session/connection.ts';
import { People } from './session/people.ts';
import { Seal } from './session/seal.ts';
import { SiteReader } from './session/site-reader.ts';
import { Cookies } from './session/ticket.ts';
import { readShell } from './shell.ts';
import { mayBeSecret, type PageSite, type PlainHttp, type Visit } from './site.ts';

export interface PagesOptions {
  readonly xmpp: XmppPlace;
  /** The folder of the built app. */
  readonly publicDir: string;
  /** Who runs the site; may be empty. */
  readonly operator: string;
  /** Where it is kept who has yet to be signed out; see `OwedSignOuts`. */
  readonly owedSignOuts: string;
  /** Of {@link Seal}: 32 bytes, the same for all processes of a site and after a restart. */
  readonly key: Buffer;
  readonly places: PageSite['places'];
  readonly plainHttp: PlainHttp;
  /** Where people find the site. */
  readonly publicUrl: string;
  readonly limits: boolean;
  readonly desk: PictureDesk;
  /** Told of the page lane's own connections; see `Watchers.isSiteReader`. */
  readonly siteReaders: Set<string>;
  readonly log: Log;
  /** Whether {@link Pages.forgetChannel} is called before whoever changed something is answered. */
  readonly isTold: () => boolean;
}

export interface Pages {
  /** Answers a request for a page. */
  answer(request: PageVisit): Promise<void>;
  /** Answers with a sentence on why something else than a page, a picture, is not to be had. */
  refuse(request: PageVisit, status: number): void;
  /** Bare JID of the person whose cookies a request carries, where they still hold; else `null`. */
  personOf(
    visit: Pick<PageVisit, 'request' | 'response' | 'secure' | 'address'>,
  ): Promise<string | null>;
  /** Drops what is kept of a channel, which the change of that number has changed ({@link SiteReader.forget}). */
  forgetChannel(channel: string, seq: number): void;
  /** How that person (a bare JID) stands to a channel is not any more as it was. */
  forgetPerson(person: string): void;
  stop(): Promise<void>;
}

/** A whole township behind one address reads and writes; one machine that asks as much, too. */
const ALLOWED = {
  reads: { burst: 600, perSecond: 50 },
  writes: { burst: 200, perSecond: 5 },
  /** Passwords tried for one name from one address. */
  tries: { burst: 10, perSecond: 1 / 30 },
};

const FEED = /^(\/channel\/[^/]+)\/feed$/;

/** What everybody gets who reads without an account; other screens have forms, or are one's own. */
const OPEN: readonly Route['screen'][] = [
  ...(['channels', 'channel', 'topic', 'places', 'place', 'rules', 'help', 'about'] as const),
];

/** Opens the page lane. Nothing is asked of the XMPP server before the first page is. */
export async function createPages(options: PagesOptions): Promise<Pages> {
  const { xmpp, plainHttp, log } = options;
  const cache = new PageCache();
  const entries = new KnownEntries();
  const read = (xml: string) => entries.read(xml);
  const seal = new Seal(options.key);
  const onMistake = (error: unknown) => log.error('page-failure', { error: error as Error });
  const site: PageSite = {
    texts: await textsByLanguage(),
    domain: xmpp.domain,
    operator: options.operator,
    places: options.places,
    shell: readShell(options.publicDir),
    seal,
    reader: new SiteReader({
      xmpp,
      read,
      siteReaders: options.siteReaders,
      onChange: (channel) => cache.drop(channel),
      onGap: () => cache.clear(),
    }),
    people: new People(xmpp, read, {
      ...{ file: options.owedSignOuts, seal, onFailure: onMistake },
    }),
    desk: options.desk,
    cache,
    plainHttp,
    publicUrl: options.publicUrl,
    onMistake,
    ...(options.limits
      ? {
          throttles: {
            reads: new Throttle(ALLOWED.reads),
            writes: new Throttle(ALLOWED.writes),
            tries: new Throttle(ALLOWED.tries),
          },
        }
      : {}),
  };
  /** What is told by pushes alone may be gone by now, and who asks may know that. */
  const forgetUntold = () => {
    if (options.isTold()) return;
    cache.clear();
    site.reader.facts.clear();
    site.people.forgetAll();
  };
  return {
    answer: async (request) => {
      forgetUntold();
      await answer(site, visitOf(site, request), routeIn(request));
    },
    refuse: (request, status) => refuse(site, visitOf(site, request), status),
    personOf: async ({ request, response, secure, address }) => {
      const ticket = new Cookies(site.seal, request, response, secure).ticket();
      if (!ticket) return null;
      return site.people.session(ticket, address).then(
        ({ me }) => me,
        () => null,
      );
    },
    forgetChannel: (channel, seq) => site.reader.forget(channel, seq),
    forgetPerson: (person) => site.people.forget(person),
    stop: async () => {
      await Promise.all([site.reader.stop(), site.people.stop()]);
    },
  };
}

async function textsByLanguage(): Promise<PageSite['texts']> {
  const texts = CODES.map(async (code) => {
    const words = [
      await loadOfficeText(code),
      await loadRareText(code),
      await loadIncidentText(code),
    ] as const;
    const text = pagesText(await loadText(code), ...words);
    return [code, text] as const;
  });
  return new Map(await Promise.all(texts));
}

function visitOf(site: PageSite, request: PageVisit): Visit {
  const { headers } = request.request;
  const look = { textSize: textSizeIn(headers.cookie ?? ''), onTap: isOnTap(headers) };
  return { ...request, t: wordsFor(site, request), ...look };
}

/** The words that a browser asks for; a link to a language is kept in its cookies. */
function wordsFor(site: PageSite, { request, response, query }: PageVisit): PagesText {
  const { cookie = '', 'accept-language': accepted = '' } = request.headers;
  const asked = languageOf(query.get('lang') ?? '');
  if (asked) response.appendHeader('Set-Cookie', languageCookie(asked) + expiresIn(KEPT));
  const wanted = accepted.split(',').map((tag) => (tag.split(';')[0] as string).trim());
  const language: Language = asked ?? languageFor(cookie, wanted);
  return site.texts.get(language) as PagesText;
}

async function answer(site: PageSite, visit: Visit, route: Route | null): Promise<void> {
  const { request, response, path } = visit;
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const isForPrograms = path === '/robots.txt' || FEED.test(path);
  if (!isRead && (isForPrograms || request.method !== 'POST')) {
    response.writeHead(405, { Allow: isForPrograms ? 'GET, HEAD' : 'GET, HEAD, POST' }).end();
    return;
  }
  if (site.plainHttp === 'off' && !visit.secure) {
    const { publicUrl } = site;
    const home = publicUrl.startsWith('https:') ? publicUrl : `https://${visit.host}`;
    // Never for good: another setting holds from the next request. Old phones know these two alone.
    response.setHeader('Cache-Control', 'no-store');
    response.writeHead(isRead ? 302 : 307, { Location: home + request.url }).end();
    return;
  }
  if (path === '/robots.txt') return sendOpen(visit, robots);
  if (!route) return notFound(site, visit);
  if (FEED.test(path) && 'channel' in route) return answerFeed(site, visit, route);
  const isSecret = mayBeSecret(site, visit);
  const cookies = new Cookies(site.seal, request, response, visit.secure);
  if (!isRead) return answerForm(site, visit, cookies, route);
  if (route.screen === 'channels' && visit.query.has('counts')) {
    return answerCounts(site, visit, cookies);
  }
  if (route.screen === 'emergency' || route.screen === 'place-emergency') {
    return answerEmergency(site, visit, route);
  }
  if (route.screen === 'places' || route.screen === 'place') {
    const last = lookAt(site, visit, 'place' in route ? route.place : undefined);
    if (last) return sendElsewhere(visit, last);
  }
  const isOpen = OPEN.includes(route.screen);
  if (isOpen && !(isSecret && cookies.ticket())) return answerReader(site, visit, route);
  if (isSecret) {
    const person = cookies.ticket()?.username ?? null;
    if (isTooFast(site, visit, person)) return tooFast(site, visit);
    return answerGuest(site, visit, cookies, route);
  }
  sendPrivate(visit, messagePage(site, visit, 403, visit.t.plainHttp));
}

function notFound(site: PageSite, visit: Visit): void {
  const withApp = mayBeSecret(site, visit);
  sendPrivate(visit, messagePage(site, visit, 404, visit.t.noSuchPage, withApp));
}

async function answerFeed(site: PageSite, visit: Visit, route: ChannelRoute): Promise<void> {
  if (isTooFast(site, visit)) return tooFast(site, visit);
  const visitor = readerOf(site, visit);
  try {
    sendOpen(visit, await drawFeed(visitor, route.channel));
  } catch (error) {
    const drawn = await drawTrouble(visitor, route, error);
    sendPrivate(visit, encode(site, visit, drawn, { withApp: false, carried: {} }));
  }
}

/** What an address means; people type them, and each channel is known by one spelling only. */
function routeIn({ path, query }: PageVisit): Route | null {
  const route = routeOf(`${path.replace(FEED, '$1')}?${query}`);
  if (route && 'person' in route) {
    const person = toBare(route.person);
    return person === null ? null : { ...route, person };
  }
  if (!route || !('channel' in route)) return route;
  const channel = toBare(route.channel);
  return channel === null ? null : { ...route, channel };
}
