import { hrefOf, type Route } from '../../screens/route.ts';
import { type AccountProblem, drawLogin, drawSignedIn, drawSignup, NEXT } from './draw/account.tsx';
import { drawChannel } from './draw/channel.tsx';
import { drawTrouble } from './draw/draw.ts';
import { drawMessage } from './draw/message.tsx';
import type { Drawn } from './drawn.ts';
import type { Encoded } from './encoded.ts';
import { onTapCookie, textSizeCookie } from './look.ts';
import { countedAs, readerOf } from './open-pages.ts';
import { type Guest, guestOf, sendDrawn } from './person-pages.ts';
import type { PostedForm } from './picture-desk.ts';
import { messagePage, sendElsewhere, sendPrivate } from './send.ts';
import type { Cookies } from './session/ticket.ts';
import { mayBeSecret, type PageSite, type Visit } from './site.ts';
import { personOf } from './visitor.ts';
import { drawWritten } from './write/draw-written.ts';
import { MOST_WORDS, readForm, USUAL_WORDS } from './write/form-body.ts';
import { carriedAgain, hasTyped, keptFields, withTyped } from './write/kept.ts';
import { doVerb } from './write/verbs.ts';
import { DONE, type Outcome, stays, type Write } from './write/write.ts';

/** Where somebody without an account does something. */
const STRANGERS: readonly Route['screen'][] = ['login', 'signup', 'menu', 'settings'];

/** Answers a posted form. */
export async function answerForm(
  site: PageSite,
  visit: Visit,
  cookies: Cookies,
  route: Route,
): Promise<void> {
  const { throttles } = site;
  const { t } = visit;
  if (!mayBeSecret(site, visit)) return refuse(visit, messagePage(site, visit, 403, t.plainHttp));
  // Who has signed in is counted alone; what comes from another site is nobody's.
  const mayBeOurs = visit.sameOrigin || isUnnamed(visit);
  const person = mayBeOurs ? (cookies.ticket()?.username ?? null) : null;
  const isTooFast = throttles !== undefined && !throttles.writes.take(countedAs(visit, person));
  const words = isTooFast ? USUAL_WORDS : MOST_WORDS;
  const wanted = { desk: site.desk, person, words, cuts: !isTooFast };
  const body = await readForm(visit.request, wanted);
  if (body.kind === 'too-long') return refuse(visit, messagePage(site, visit, 413, t.farTooLong));
  if (body.kind === 'not-a-form') return refuse(visit, messagePage(site, visit, 422, t.notOurForm));
  try {
    const isTurnedAway = isTooFast || body.isTurnedAway;
    await answerFields(site, visit, cookies, route, { ...body, isTurnedAway });
  } finally {
    if (body.picture) await site.desk.drop(body.picture);
  }
}

/**
 * Whether the browser says that it does not say which site a form is of: some never do, for privacy or by mistake.
 * Another site can have that said, too, but has no token for a form.
 */
function isUnnamed({ request }: Visit): boolean {
  return request.headers.origin === 'null';
}

function refuse(visit: Visit, page: Encoded): void {
  visit.response.setHeader('Connection', 'close'); // what is still coming is not wanted
  sendPrivate(visit, page);
}

async function answerFields(
  site: PageSite,
  visit: Visit,
  cookies: Cookies,
  route: Route,
  body: PostedForm,
): Promise<void> {
  const { desk } = site;
  const { address } = visit;
  const { picture } = body;
  const field = (name: string) => body.fields.get(name) ?? '';
  const write = { visitor: readerOf(site, visit), route, field, address, picture, desk };
  const device = cookies.ticket()?.device;
  /** To the browser that sent it, where nobody can say whose it is. */
  const giveBack = (page: Drawn, browser: Guest['browser']) => {
    const unknown = { visitor: write.visitor, cookies, browser, ended: true };
    sendDrawn(site, visit, unknown, withTyped(write, page));
  };
  const isOurs = (browser: string | undefined) =>
    browser !== undefined && site.seal.isFormToken(field('token'), browser);
  const isKnown = isOurs(device) || isOurs(cookies.browser());
  if (!visit.sameOrigin && !(isUnnamed(visit) && isKnown)) {
    // What it brings back is not signed for the person: on old browsers another site may have sent it as them.
    return giveBack(drawMessage(write.visitor, 403, visit.t.notOurForm), cookies.browser());
  }
  const isSignOut = route.screen === 'menu' && field('verb') === 'sign-out' && !body.isTurnedAway;
  if (isSignOut && isOurs(device)) {
    // Asks nothing of the XMPP server: a shared phone is left while that is away, too.
    await leave(site, visit, cookies);
    return sendElsewhere(visit, `${hrefOf(route)}?${DONE}`);
  }
  let guest: Guest;
  try {
    guest = await guestOf(site, visit, cookies);
  } catch (error) {
    return giveBack(await drawTrouble(write.visitor, route, error), device);
  }
  await answerGuestForm(site, visit, guest, { ...write, visitor: guest.visitor }, body);
}

async function answerGuestForm(
  site: PageSite,
  visit: Visit,
  guest: Guest,
  write: Write,
  { isTurnedAway, isCut }: PostedForm,
): Promise<void> {
  const { throttles, seal } = site;
  const { t } = visit;
  const { visitor, route, field } = write;
  const isOurs = guest.browser !== undefined && seal.isFormToken(field('token'), guest.browser);
  // A stranger's form changes nothing but who the stranger is: of other verbs, the name is asked first.
  const needsToken = visitor.me !== null || STRANGERS.includes(route.screen);
  const give = (page: Drawn) => sendDrawn(site, visit, guest, withTyped(write, page));
  try {
    if (isCut) return give(cutOff(write));
    if (isTurnedAway) return give(await turnedAway(write));
    if (needsToken && !isOurs) return give(await onceMore(write, t.sendAgain, 'no-cookies'));
    const entrance = { people: site.people, tries: throttles?.tries ?? null };
    const outcome = await doVerb(write, entrance);
    if (!outcome) return give(drawMessage(visitor, 422, t.notOurForm));
    await conclude(site, visit, guest, write, outcome);
  } catch (error) {
    give(await drawTrouble(visitor, route, error));
  }
}

async function conclude(
  site: PageSite,
  visit: Visit,
  guest: Guest,
  write: Write,
  outcome: Outcome,
): Promise<void> {
  const { cookies } = guest;
  const { route } = write;
  // Whoever wrote sees it at once, however long the news of it takes.
  if ('channel' in route) {
    site.cache.drop(route.channel);
    site.reader.facts.forget(route.channel);
  }
  if ('person' in route) site.reader.facts.forget(route.person);
  if (outcome.enter) {
    // Who changes the password goes on as they were.
    const stay = route.screen === 'account' ? cookies.ticket()?.stays === true : stays(write);
    cookies.keepTicket({ ...outcome.enter.ticket, stays: stay });
  }
  if ('show' in outcome) {
    const { enter } = outcome;
    const entered = enter && {
      ...guest,
      visitor: personOf(guest.visitor, enter),
      browser: enter.ticket.device,
    };
    return sendDrawn(site, visit, entered ?? guest, withTyped(write, outcome.show));
  }
  if (outcome.leave) await leave(site, visit, cookies);
  if (outcome.textSize !== undefined) {
    visit.response.appendHeader('Set-Cookie', textSizeCookie(outcome.textSize));
  }
  if (outcome.onTap !== undefined) {
    visit.response.appendHeader('Set-Cookie', onTapCookie(outcome.onTap));
  }
  sendElsewhere(visit, outcome.goTo);
}

/** Signs out, if anybody is signed in. */
async function leave(site: PageSite, { address }: Visit, cookies: Cookies): Promise<void> {
  const ticket = cookies.ticket();
  cookies.dropTicket();
  if (ticket) await site.people.signOut(ticket, address);
}

/** The answer to a form that is far too long: it says so, or that only the beginning of the text was kept. */
function cutOff(write: Write): Drawn {
  const { visitor, route } = write;
  const { t } = visitor;
  const says = hasTyped(write) ? t.onlyBeginning : t.farTooLong;
  return drawMessage(visitor, 413, says, { to: route, label: t.tryAgain });
}

/** The form again, for whoever sends too much; for a stranger's nobody is asked anything. */
async function turnedAway(write: Write): Promise<Drawn> {
  const { visitor, route } = write;
  const { busy } = visitor.t.troubles;
  const isEntrance = route.screen === 'login' || route.screen === 'signup';
  if (visitor.me === null && !isEntrance) return drawMessage(visitor, 429, busy);
  return onceMore(write, busy, 'too-many-tries');
}

/** The form again with what was typed, and why; `entrance`: why nobody is let in by it. */
async function onceMore(write: Write, problem: string, entrance: AccountProblem): Promise<Drawn> {
  const { visitor, route, field } = write;
  const isEntrance = route.screen === 'login' || route.screen === 'signup';
  // From before they signed in here; the form is wanted only where it brings back what was typed.
  if (isEntrance && visitor.me !== null && !hasTyped(write)) {
    return drawSignedIn(visitor, visitor.me);
  }
  const problems = [entrance];
  const username = field('username');
  const entered = { username, stays: stays(write), problems, next: field(NEXT) };
  switch (route.screen) {
    case 'login':
      return { ...drawLogin(visitor, hasTyped(write), entered), carried: keptFields(write) };
    case 'signup': {
      const acceptsRules = field('rules') !== '';
      return { ...drawSignup(visitor, { ...entered, acceptsRules }), carried: keptFields(write) };
    }
    case 'channel':
      return drawChannel(visitor, route.channel, undefined, problem);
    default: {
      const page = await drawWritten(write, problem);
      return { ...page, carried: { ...page.carried, ...carriedAgain(write) } };
    }
  }
}
