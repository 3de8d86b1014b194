/** What somebody wrote that could not be taken: carried through the sign-in form and back, or shown again. */
import { type Route, routeOf } from '../../../screens/route.ts';
import { drawLogin, NEXT } from '../draw/account.tsx';
import { drawTrouble } from '../draw/draw.ts';
import { drawUnsent } from '../draw/unsent.tsx';
import type { Drawn } from '../drawn.ts';
import type { Session } from '../session/open-sessions.ts';
import { personOf } from '../visitor.ts';
import { drawWritten } from './draw-written.ts';
import type { Outcome, Write } from './write.ts';

/** Fields of forms that hold something typed; `username` is who signs in. */
const TYPED = [
  ...['title', 'comment', 'topic', 'on-behalf', 'alt', 'description', 'notice', 'reason'],
  ...['what', 'where', 'account', 'answer', 'name', 'status', 'about', 'appointee'],
] as const;

/** What else they say: what was chosen, that there was a photo, and the id under which it will be stored. */
const CHOSEN = [
  ...['id', 'again', 'target', 'notice-until', 'readers', 'topics', 'comments', 'first-waits'],
  ...['hide-after', 'rule', 'in', 'role', 'length', 'area', 'open', 'state', 'shows-followed'],
  ...['photo', 'was', 'seen', 'reply', 'no-answer'],
] as const;

/** What was to be done there, where one goes on. */
const THEN = 'then';

/** Asks for the password, with everything that was just posted. */
export function askToSignIn({ visitor, field }: Write, path: string): Outcome {
  const said = fieldsOf(field, [...TYPED, ...CHOSEN]);
  const carried = { ...said, [NEXT]: path, [THEN]: field('verb') };
  return { show: { ...drawLogin(visitor, true), carried } };
}

/** What the form held, to be filled in again where the password was wrong. */
export function keptFields({ field }: Write): Readonly<Record<string, string>> {
  return fieldsOf(field, [...TYPED, ...CHOSEN, NEXT, THEN]);
}

/** Whether a form brings something typed. */
export function hasTyped({ field }: Pick<Write, 'field'>): boolean {
  return TYPED.some((name) => field(name));
}

/** The page, where it shows what was typed or nothing was; else its sentence with what was typed. */
export function withTyped(
  { visitor, route, field }: Pick<Write, 'visitor' | 'route' | 'field'>,
  page: Drawn,
  verb = field('verb'),
): Drawn {
  const typed = fieldsOf(field, TYPED);
  if (page.says === undefined || Object.keys(typed).length === 0) return page;
  const form = { route, verb, typed, chosen: fieldsOf(field, [...CHOSEN, NEXT, THEN]) };
  return drawUnsent(visitor, page.status, page.says, form);
}

/** Under which id it will be stored, and in place of what, stays the same. */
export function carriedAgain({ field }: Write): Readonly<Record<string, string>> {
  return fieldsOf(field, ['id', 'again']);
}

function fieldsOf(field: Write['field'], names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, field(name)]).filter(([, said]) => said));
}

/** Signed in: shows what was being written, in its form, or goes to where the person was. */
export async function goOn(write: Write, enter: Session): Promise<Outcome> {
  const { field } = write;
  const { path, route } = placeOf(field(NEXT));
  const visitor = personOf(write.visitor, enter);
  if (!hasTyped(write)) return { goTo: path, enter };
  const again = { ...write, visitor, route };
  const page = await drawWritten(again, null).catch((error) => drawTrouble(visitor, route, error));
  const show = withTyped(again, page, field(THEN));
  return { show: { ...show, carried: carriedAgain(write) }, enter };
}

/** Whose forms take a picture with what is written. */
const WITH_PHOTO: readonly Route['screen'][] = [
  ...(['topic', 'new-topic', 'report-about', 'profile', 'channel-settings'] as const),
];

/**
 * The form once more, where it had a photo that did not come with it: sent again from where browsers could
 * not keep that, it must not go out without. `null` where none is missed.
 */
export async function askForPhoto(write: Write): Promise<Outcome | null> {
  const { route, field, picture } = write;
  const isMissed = field('photo') !== '' && picture === null && WITH_PHOTO.includes(route.screen);
  if (!isMissed) return null;
  return { show: { ...(await drawWritten(write, null)), carried: carriedAgain(write) } };
}

/** Only addresses of ours, as browsers write them: nobody is sent elsewhere by a link that they were given. */
function placeOf(next: string): { path: string; route: Route } {
  const path = /^\/(?![/\\])[!-~]*$/.test(next) ? next : '/';
  const route = routeOf(path);
  return route ? { path, route } : { path: '/', route: { screen: 'channels' } };
}
