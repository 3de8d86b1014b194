/** What moderators do with the people of a channel, by forms. */
import { AFFILIATIONS } from '../../../protocol/channel.ts';
import { DURATIONS, endOf } from '../../../protocol/duration.ts';
import { codePoints, MAX_REASON } from '../../../protocol/limits.ts';
import { letInRequest, setAffiliationRequest } from '../../../protocol/pubsub-owner.ts';
import type { Element } from '../../../protocol/xml.ts';
import { NO_CHANGE, type RoleChange } from '../../../screens/office/member.tsx';
import { hrefOf, type Route } from '../../../screens/route.ts';
import { drawMember, drawPeople } from '../draw/people.tsx';
import type { Visitor } from '../visitor.ts';
import { tryOut } from './try-out.ts';
import { DONE, type Outcome, typedIn, type Write } from './write.ts';

/** What a form says of somebody's role. */
export function roleChangeIn(write: Write): RoleChange {
  const { field } = write;
  return {
    role: AFFILIATIONS.find((known) => known === field('role')) ?? NO_CHANGE.role,
    was: AFFILIATIONS.find((known) => known === field('was')),
    length: DURATIONS.find((known) => known === field('length')) ?? NO_CHANGE.length,
    reason: typedIn(write, 'reason'),
  };
}

/** Promotes, demotes or bans one person. */
export async function setRole(
  write: Write,
  route: Extract<Route, { screen: 'member' }>,
): Promise<Outcome> {
  const { visitor } = write;
  const { t } = visitor;
  const { channel, member } = route;
  const fields = roleChangeIn(write);
  const { role, was, length, reason } = fields;
  const until = role === 'outcast' ? endOf(length, visitor.now) : undefined;
  const problem =
    role === ''
      ? null
      : role === 'outcast' && reason === ''
        ? t.office.noReason
        : codePoints(reason) > MAX_REASON
          ? t.troubles['too-long']
          : await wrongWith(
              visitor,
              setAffiliationRequest(channel, member, role, { until, was, grounds: { reason } }),
              role === 'none',
            );
  // Who is not banned any more stands in no list.
  if (problem === null && role === 'none') return { goTo: hrefOf({ screen: 'people', channel }) };
  if (problem === null) return { goTo: `${hrefOf(route)}?${DONE}` };
  return { show: await drawMember(visitor, route, false, { fields, problem }) };
}

/** Lets one person in who waits, or not. */
export async function letIn(
  write: Write,
  route: Extract<Route, { screen: 'member' }>,
  isLetIn: boolean,
): Promise<Outcome> {
  const { visitor } = write;
  const { channel, member } = route;
  const problem = await wrongWith(visitor, letInRequest(channel, member, isLetIn), !isLetIn);
  if (problem === null) return { goTo: hrefOf({ screen: 'people', channel, who: 'waiting' }) };
  return { show: await drawMember(visitor, route, false, { fields: NO_CHANGE, problem }) };
}

/** The same for all whom the form lists. */
export async function answerAll(
  write: Write,
  route: Extract<Route, { screen: 'people' }>,
): Promise<Outcome> {
  const { visitor, field } = write;
  const jids = field('people').split(' ').filter(Boolean);
  const answer = field('answer');
  const isAnswer = (answer === 'in' || answer === 'out') && jids.length > 0;
  const request = letInRequest(route.channel, jids, answer === 'in');
  const problem = isAnswer ? await wrongWith(visitor, request) : null;
  if (problem === null) return { goTo: hrefOf(route) };
  return { show: await drawPeople(visitor, route, problem) };
}

/** Gives what was wrong, as a sentence. With `isOut` somebody is to be nothing there any more: who is that already is as was asked. */
async function wrongWith(
  visitor: Visitor,
  request: Element,
  isOut = false,
): Promise<string | null> {
  const { t } = visitor;
  const trouble = await tryOut(visitor, request);
  if (trouble === 'not-found' && isOut) return null;
  // What they were, or that they waited, holds no more.
  if (trouble === 'conflict' || trouble === 'not-found') return t.office.changedMeanwhile;
  return trouble === 'forbidden' ? t.office.notModerator : trouble && t.troubles[trouble];
}
