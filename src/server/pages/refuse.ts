/** What a person reads who goes to a picture, or sends one, and gets none: programs are told as JSON. */
import type { ServiceTrouble } from '../../protocol/trouble.ts';
import type { Drawn } from './drawn.ts';
import { messagePage, sendPrivate } from './send.ts';
import { Cookies } from './session/ticket.ts';
import { mayBeSecret, type PageSite, type Visit } from './site.ts';

/** By the status that the media service would answer with. */
const TROUBLES: Readonly<Record<number, readonly [Drawn['status'], ServiceTrouble]>> = {
  // Browsers would ask for a name and a password that no page takes.
  401: [403, 'forbidden'],
  403: [403, 'forbidden'],
  404: [404, 'not-found'],
  413: [413, 'bad-picture'],
  415: [422, 'bad-picture'],
  429: [429, 'busy'],
  500: [503, 'service-away'],
  503: [503, 'busy'],
  507: [503, 'no-room'],
};

export function refuse(site: PageSite, visit: Visit, status: number): void {
  const { t, request, response, secure } = visit;
  const [told, trouble] = TROUBLES[status] ?? ([422, 'refused'] as const);
  const cookies = new Cookies(site.seal, request, response, secure);
  const ticket = cookies.ticket();
  const isOver = ticket !== null && site.people.isOver(ticket);
  if (isOver) cookies.dropTicket();
  const isNobody = mayBeSecret(site, visit) && (ticket === null || isOver);
  // Whoever may once they are signed in (again) is led to where one is.
  const sentence = told === 403 && isNobody ? t.readingOnly : t.troubles[trouble];
  sendPrivate(visit, messagePage(site, visit, told, sentence));
}
