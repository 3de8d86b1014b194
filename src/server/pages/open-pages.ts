import type { Route } from '../../screens/route.ts';
import { draw, partOf } from './draw/draw.ts';
import type { Drawn } from './drawn.ts';
import type { Encoded } from './encoded.ts';
import { encode, messagePage, sendOpen, sendPrivate } from './send.ts';
import { LIST_FRESH_FOR } from './session/open-facts.ts';
import { mayBeSecret, type PageSite, type Visit } from './site.ts';
import type { Asker, Visitor } from './visitor.ts';

const LISTS: readonly Route['screen'][] = ['channels', 'places', 'place'];

/** What is drawn right now: many who ask for one page at once wait for one drawing. */
const underWay = new WeakMap<PageSite, Map<string, Promise<Encoded>>>();

interface OpenAnswer {
  /** Whether the app may take the page over. */
  readonly withApp: boolean;
  /** How a page is sent that can be shown. */
  readonly send: typeof sendOpen;
  /** Whether nobody is ever refused it: then there are few of them, drawn from memory. */
  readonly always?: boolean;
}

/** Answers with a page that is the same for everybody who reads without an account. */
export async function answerReader(
  site: PageSite,
  visit: Visit,
  route: Route,
  { withApp, send, always = false }: OpenAnswer = {
    withApp: mayBeSecret(site, visit),
    send: sendOpen,
  },
): Promise<void> {
  const key = keyOf(site, visit, route, withApp);
  const kept = site.cache.get(key);
  if (kept) return send(visit, kept);
  if (!always && isTooFast(site, visit)) return tooFast(site, visit);
  // What began before a change is not for who asks after it.
  const drawing = `${site.cache.changes} ${key}`;
  const page = await once(site, drawing, () => drawOpen(site, visit, route, { key, withApp }));
  if (page.status === 200) send(visit, page);
  else sendPrivate(visit, page);
}

/** For whom pages are drawn that everybody may have. */
export function readerOf(site: PageSite, visit: Visit): Visitor {
  const { domain, operator, places, reader, onMistake } = site;
  const { t, textSize, onTap } = visit;
  const notice = mayBeSecret(site, visit) ? null : t.plainHttp;
  const ask: Visitor['ask'] = (type, payload) => reader.ask(type, payload);
  const { facts } = reader;
  const isSeen = visit.request.method !== 'HEAD';
  const look = { t, textSize, onTap, notice, isSeen };
  const everybody: Asker = { me: null, memory: null, ask };
  const here = { domain, operator, places, facts, onMistake };
  return { ...look, ...everybody, everybody, ...here, now: Date.now() };
}

function keyOf(site: PageSite, visit: Visit, route: Route, withApp: boolean): string {
  const { t, textSize, onTap, path, query } = visit;
  const words = 'words' in route && route.words;
  const look = [t.language, textSize, onTap, mayBeSecret(site, visit), withApp];
  // All that drawing is told of the address: what one reader is about to do is for nobody else.
  return JSON.stringify([...look, path, words, partOf(query)]);
}

async function drawOpen(
  site: PageSite,
  visit: Visit,
  route: Route,
  { key, withApp }: { readonly key: string; readonly withApp: boolean },
): Promise<Encoded> {
  const { cache, reader } = site;
  const { changes } = cache;
  const visitor = readerOf(site, visit);
  // Heard of from before it is read: no change falls between. Whether it may be read, drawing says;
  // a page that we do not hear of is not kept.
  if ('channel' in route) await reader.watch(route.channel).catch(() => undefined);
  const drawn = await draw(visitor, route, partOf(visit.query));
  const page = encode(site, visit, drawn, { withApp, carried: {} });
  if (drawn.status === 200 && (await isHeardOf(site, drawn))) {
    const isList = LISTS.includes(route.screen);
    cache.put(key, page, drawn.shows ?? [], changes, isList ? LIST_FRESH_FOR : undefined);
  }
  return page;
}

/** Whether every change of what a page shows will be told. */
async function isHeardOf({ reader }: PageSite, { shows = [] }: Drawn): Promise<boolean> {
  const watching = shows.map((channel) => reader.watch(channel));
  return (await Promise.allSettled(watching)).every(({ status }) => status === 'fulfilled');
}

function once(site: PageSite, key: string, work: () => Promise<Encoded>): Promise<Encoded> {
  const drawing = underWay.get(site) ?? new Map<string, Promise<Encoded>>();
  underWay.set(site, drawing);
  const known = drawing.get(key);
  if (known) return known;
  const page = work().finally(() => drawing.delete(key));
  drawing.set(key, page);
  return page;
}

/**
 * Takes one of what may be read for an address, or for the person of that name; whether somebody there
 * asks faster than a whole township reads.
 */
export function isTooFast(
  { throttles }: PageSite,
  visit: Visit,
  person: string | null = null,
): boolean {
  return throttles !== undefined && !throttles.reads.take(countedAs(visit, person));
}

/** What limits count by: a township shares an address, so who has signed in is counted alone. */
export function countedAs({ address }: Visit, person: string | null): string {
  return person === null ? address : `${person}@`;
}

/** Tells them to wait. */
export function tooFast(site: PageSite, visit: Visit): void {
  sendPrivate(visit, messagePage(site, visit, 429, visit.t.troubles.busy));
}
