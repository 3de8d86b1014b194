/** What somebody wrote whose session had ended: carried through the sign-in form and back. */
import { routeOf } from '../../../screens/route.ts';
import { drawLogin } from '../draw/account.tsx';
import { type DrawnRoute, isDrawn } from '../draw/draw.ts';
import { drawNewTopic } from '../draw/new-topic.tsx';
import { drawTopic } from '../draw/topic.tsx';
import type { Session } from '../session/people.ts';
import { personOf, type Visitor } from '../visitor.ts';
import { drawOfficeForm } from './office.ts';
import type { Outcome, Write } from './write.ts';

/** Fields of forms that hold something typed, and the id under which it will be stored. */
const WRITTEN = [
  'comment',
  'title',
  'topic',
  'on-behalf',
  'id',
  'again',
  'description',
  'notice',
  'notice-until',
  'readers',
  'topics',
  'comments',
  'first-waits',
  'hide-after',
  'reason',
  'rule',
  'in',
  'role',
  'length',
  'what',
  'where',
  'area',
  'account',
  'open',
  'state',
  'answer',
] as const;

/** Where to go on after signing in: an address of ours. */
const NEXT = 'next';

/** Asks for the password, with everything that was just posted. */
export function askToSignIn({ visitor, field }: Write, path: string): Outcome {
  const written = WRITTEN.map((name) => [name, field(name)] as const);
  const carried = Object.fromEntries(
    [...written, [NEXT, path]].filter(([, value]) => value !== ''),
  );
  return { show: { ...drawLogin(visitor, true), carried } };
}

/** The same again, while the password is wrong. */
export function keptFields({ field }: Write): Readonly<Record<string, string>> {
  const names = [...WRITTEN, NEXT];
  return Object.fromEntries(names.map((name) => [name, field(name)]).filter(([, text]) => text));
}

/** Signed in: shows what was being written, in its form, or goes to where the person was. */
export async function goOn(write: Write, enter: Session): Promise<Outcome> {
  const { field } = write;
  const { path, route } = placeOf(field(NEXT));
  const visitor = personOf(write.visitor, enter);
  const typed = ['comment', 'topic', 'title', 'reason', 'what', 'where', 'answer'] as const;
  const text = typed.map(field).find(Boolean) ?? '';
  if (text === '') return { goTo: path, enter };
  const page = await drawWritten(write, visitor, route);
  return { show: { ...page, carried: { id: field('id') } }, enter };
}

function drawWritten(write: Write, visitor: Visitor, route: DrawnRoute) {
  const { field } = write;
  switch (route.screen) {
    case 'topic': {
      const refused = { text: field('comment'), problem: null };
      return drawTopic(visitor, route.channel, route.topic, undefined, refused);
    }
    case 'new-topic': {
      const refused = { title: field('title'), text: field('topic'), problem: null };
      return drawNewTopic(visitor, route.channel, refused);
    }
    default:
      return drawOfficeForm(write, visitor, route, null);
  }
}

/** Only addresses of ours: nobody is sent elsewhere by a link that they were given. */
function placeOf(next: string): { path: string; route: DrawnRoute } {
  const path = /^\/(?![/\\])/.test(next) ? next : '/';
  const route = routeOf(path);
  return route && isDrawn(route) ? { path, route } : { path: '/', route: { screen: 'channels' } };
}
