import { drawLogin, drawSignup } from './draw/account.tsx';
import { drawChannel } from './draw/channel.tsx';
import { type DrawnRoute, drawTrouble } from './draw/draw.ts';
import { drawMessage } from './draw/message.tsx';
import { drawNewTopic } from './draw/new-topic.tsx';
import { drawTopic } from './draw/topic.tsx';
import type { Drawn } from './drawn.ts';
import { onTapCookie, textSizeCookie } from './look.ts';
import { readerOf, tooFast } from './open-pages.ts';
import { type Guest, guestOf, sendDrawn } from './person-pages.ts';
import type { PostedForm } from './picture-desk.ts';
import { encode, sendElsewhere, sendPrivate } from './send.ts';
import type { Cookies } from './session/ticket.ts';
import { mayBeSecret, type PageSite, type Visit } from './site.ts';
import { personOf } from './visitor.ts';
import { readForm } from './write/form-body.ts';
import { keptFields } from './write/kept.ts';
import { drawOfficeForm } from './write/office.ts';
import { doVerb } from './write/verbs.ts';
import { type Outcome, stays, type Write } from './write/write.ts';

/** Answers a posted form. */
export async function answerForm(
  site: PageSite,
  visit: Visit,
  cookies: Cookies,
  route: DrawnRoute,
): Promise<void> {
  const { throttles } = site;
  const { t } = visit;
  if (!mayBeSecret(site, visit)) return refuse(site, visit, 403, t.plainHttp);
  if (!visit.sameOrigin) return refuse(site, visit, 403, t.notOurForm);
  if (throttles && !throttles.writes.take(visit.address)) return tooFast(site, visit);
  const body = await readForm(visit.request, site.desk);
  if (body.kind === 'too-long') return refuse(site, visit, 413, t.troubles['too-long']);
  if (body.kind === 'not-a-form') return refuse(site, visit, 422, t.notOurForm);
  try {
    await answerFields(site, visit, cookies, route, body);
  } finally {
    if (body.picture) await site.desk.drop(body.picture);
  }
}

function refuse(site: PageSite, visit: Visit, status: Drawn['status'], message: string): void {
  visit.response.setHeader('Connection', 'close'); // what is still coming is not wanted
  const drawn = drawMessage(readerOf(site, visit), status, message);
  sendPrivate(visit, encode(site, visit, drawn, { withApp: false, carried: {} }));
}

async function answerFields(
  site: PageSite,
  visit: Visit,
  cookies: Cookies,
  route: DrawnRoute,
  body: PostedForm,
): Promise<void> {
  const { throttles, seal, desk } = site;
  const { address } = visit;
  const { picture } = body;
  const field = (name: string) => body.fields.get(name) ?? '';
  let guest: Guest;
  try {
    guest = await guestOf(site, visit, cookies);
  } catch (error) {
    // Nobody is asked now who this is: what was typed comes back in the form of a stranger.
    const guestless = {
      visitor: readerOf(site, visit),
      cookies,
      browser: cookies.browser(),
      ended: true,
    };
    const write = { visitor: guestless.visitor, route, field, address, picture, desk };
    return sendDrawn(site, visit, guestless, unanswered(write, error));
  }
  const write: Write = { visitor: guest.visitor, route, field, address, picture, desk };
  const isOurs = guest.browser !== undefined && seal.isFormToken(field('token'), guest.browser);
  // A stranger's form changes nothing but who the stranger is.
  const needsToken = guest.visitor.me !== null || !('channel' in route);
  try {
    if (needsToken && !isOurs) return sendDrawn(site, visit, guest, await onceMore(write));
    const entrance = { people: site.people, tries: throttles?.tries ?? null };
    const outcome = await doVerb(write, entrance);
    if (!outcome) return refuse(site, visit, 422, visit.t.notOurForm);
    await conclude(site, visit, guest, write, outcome);
  } catch (error) {
    sendDrawn(site, visit, guest, drawTrouble(guest.visitor, route, error));
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
    return sendDrawn(site, visit, entered ?? guest, outcome.show);
  }
  if (outcome.leave) {
    const ticket = cookies.ticket();
    cookies.dropTicket();
    if (ticket) await site.people.signOut(ticket, visit.address);
  }
  if (outcome.textSize !== undefined) {
    visit.response.appendHeader('Set-Cookie', textSizeCookie(outcome.textSize));
  }
  if (outcome.onTap !== undefined) {
    visit.response.appendHeader('Set-Cookie', onTapCookie(outcome.onTap));
  }
  sendElsewhere(visit, outcome.goTo);
}

/** The form again with what was typed: it was drawn for somebody else, or cookies are not kept. */
async function onceMore(write: Write): Promise<Drawn> {
  const { visitor, route, field } = write;
  const { t } = visitor;
  switch (route.screen) {
    case 'login': {
      const entered = {
        username: field('username'),
        stays: stays(write),
        problems: ['no-cookies'] as const,
      };
      return { ...drawLogin(visitor, false, entered), carried: keptFields(write) };
    }
    case 'signup': {
      const acceptsRules = field('rules') !== '';
      const entered = {
        username: field('username'),
        acceptsRules,
        stays: stays(write),
        problems: ['no-cookies'] as const,
      };
      return { ...drawSignup(visitor, entered), carried: keptFields(write) };
    }
    case 'topic': {
      const refused = { text: field('comment'), problem: t.sendAgain };
      return drawTopic(visitor, route.channel, route.topic, undefined, refused);
    }
    case 'new-topic': {
      const refused = { title: field('title'), text: field('topic'), problem: t.sendAgain };
      return drawNewTopic(visitor, route.channel, refused);
    }
    case 'channel':
      return drawChannel(visitor, route.channel, undefined, t.sendAgain);
    default:
      return drawOfficeForm(write, visitor, route, t.sendAgain);
  }
}

/** No answer from the XMPP server: what was typed waits in a form that asks to sign in. */
function unanswered(write: Write, error: unknown): Drawn {
  const { visitor, route } = write;
  const entered = { username: '', problems: ['offline'] as const };
  const isWritten =
    'channel' in route || ['new-channel', 'report-about', 'desk-incident'].includes(route.screen);
  if (!isWritten) return drawTrouble(visitor, route, error);
  return { ...drawLogin(visitor, true, entered), carried: keptFields(write) };
}
