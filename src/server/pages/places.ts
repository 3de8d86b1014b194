import { ALL_PLACES } from '../../screens/place.tsx';
import { hrefOf, type Route } from '../../screens/route.ts';
import { placeCookie, placeIn } from './look.ts';
import { answerReader } from './open-pages.ts';
import { messagePage, sendForDays, sendPrivate } from './send.ts';
import type { PageSite, Visit } from './site.ts';

/**
 * A place is looked at: this browser begins there next time. Without one it is asked for the place that
 * was looked at last, whose address is given where there is one.
 */
export function lookAt(
  { places }: PageSite,
  { request, response }: Visit,
  place: string | undefined,
): string | null {
  const last = placeIn(request.headers.cookie ?? '');
  if (place === undefined) {
    return places.isThere(last) ? hrefOf({ screen: 'place', place: last }) : null;
  }
  const kept = place === ALL_PLACES ? '' : places.isThere(place) ? place : last;
  if (kept !== last) response.appendHeader('Set-Cookie', placeCookie(kept));
  return null;
}

/**
 * Emergency numbers: for everybody alike, also where nobody answers behind this server, and kept by
 * browsers for when there is no network. Nobody is told to wait for them, whoever else reads at the same
 * address: so there is one page for each place, whatever is written after it.
 */
export async function answerEmergency(site: PageSite, visit: Visit, route: Route): Promise<void> {
  // The app does not know who is signed in by cookie, and who is may be shown what was kept before.
  const withApp = false;
  if ('place' in route && !site.places.isThere(route.place ?? '')) {
    return sendPrivate(visit, messagePage(site, visit, 404, visit.t.noSuchPage));
  }
  const plain = { ...visit, path: hrefOf(route), query: new URLSearchParams() };
  return answerReader(site, plain, route, { withApp, send: sendForDays, always: true });
}
