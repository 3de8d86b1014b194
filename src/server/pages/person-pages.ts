import { randomUUID } from 'node:crypto';
import { type Route, routeOf } from '../../screens/route.ts';
import { SignInRefused } from '../stream/sasl2.ts';
import { NEXT } from './draw/account.tsx';
import { draw, partOf } from './draw/draw.ts';
import type { Drawn } from './drawn.ts';
import { readerOf } from './open-pages.ts';
import { encode, messagePage, sendPrivate } from './send.ts';
import type { Cookies } from './session/ticket.ts';
import type { PageSite, Visit } from './site.ts';
import { isOurMistake, personOf, troubleOf, type Visitor } from './visitor.ts';

/** The person behind a request, or nobody. */
export interface Guest {
  readonly visitor: Visitor;
  readonly cookies: Cookies;
  /** What forms for this browser are signed for; `undefined` where it keeps no cookies (yet). */
  readonly browser: string | undefined;
  /** Whether a person was signed in here, and is not any more. */
  readonly ended: boolean;
}

/**
 * Finds out who is at the browser.
 *
 * @throws where it cannot be known now: the XMPP server does not answer.
 */
export async function guestOf(site: PageSite, visit: Visit, cookies: Cookies): Promise<Guest> {
  const reader = readerOf(site, visit);
  const ticket = cookies.ticket();
  const stranger = { visitor: reader, cookies, browser: cookies.browser(), ended: false };
  if (!ticket) {
    cookies.dropTicket(); // what is no ticket of ours
    return stranger;
  }
  try {
    const session = await site.people.session(ticket, visit.address);
    const { stays = false } = ticket;
    if (session.ticket.token !== ticket.token) cookies.keepTicket({ ...session.ticket, stays });
    return { visitor: personOf(reader, session), cookies, browser: ticket.device, ended: false };
  } catch (error) {
    if (!(error instanceof SignInRefused)) throw error;
    cookies.dropTicket();
    const visitor = { ...reader, notice: visit.t.sessionEnded };
    return { ...stranger, visitor, ended: true };
  }
}

/** Answers with a page that is for this browser alone: a person's, or one with a form. */
export async function answerGuest(
  site: PageSite,
  visit: Visit,
  cookies: Cookies,
  route: Route,
): Promise<void> {
  try {
    const guest = await guestOf(site, visit, cookies);
    const came = cameFrom(site, visit, route);
    const drawn = await draw(guest.visitor, route, { ...partOf(visit.query), ...came });
    const carried = { ...came, ...drawn.carried };
    sendDrawn(site, visit, guest, { ...drawn, carried });
  } catch (error) {
    const isOurs = isOurMistake(error);
    if (isOurs) site.onMistake(error);
    const trouble = isOurs ? 'service-away' : troubleOf(error);
    sendPrivate(visit, messagePage(site, visit, 503, visit.t.troubles[trouble]));
  }
}

/** Sends a page with what its forms need to be taken. */
export function sendDrawn(site: PageSite, visit: Visit, guest: Guest, drawn: Drawn): void {
  const { visitor, cookies } = guest;
  const browser = guest.browser ?? cookies.nameBrowser();
  const carried = { token: site.seal.formToken(browser), id: randomUUID() };
  // The app does not know who is signed in here: in its hands the person would be a stranger.
  const withApp = visitor.me === null && !guest.ended;
  sendPrivate(visit, encode(site, visit, drawn, { withApp, carried, person: visitor.me }));
}

/** Where nobody was on their way to anything. */
const NOT_GONE_BACK_TO: readonly Route['screen'][] = [
  ...(['channels', 'login', 'signup', 'menu', 'settings', 'delete-account'] as const),
  ...(['rules', 'help', 'about', 'emergency', 'place-emergency'] as const),
];

/** Who signs in goes on where the link to it stood; from there to joining, and back, its address tells where. */
function cameFrom(
  { publicUrl }: PageSite,
  { request, host, query }: Visit,
  route: Route,
): { readonly [NEXT]?: string } {
  if (route.screen !== 'login' && route.screen !== 'signup') return {};
  const { referer = '' } = request.headers;
  const from = URL.canParse(referer) ? new URL(referer) : null;
  // A proxy may ask us under another name than people do.
  const isOurs = from?.host === host || from?.origin === publicUrl;
  const path = query.get(NEXT) ?? (isOurs && from ? from.pathname + from.search : '');
  const place = routeOf(path);
  return place && !NOT_GONE_BACK_TO.includes(place.screen) ? { [NEXT]: path } : {};
}
