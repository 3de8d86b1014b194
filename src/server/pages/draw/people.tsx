import { domainOf } from '../../../protocol/jid.ts';
import {
  type PeopleQuery,
  peopleRequest,
  readPeople,
  WHO,
  type Who,
} from '../../../protocol/people.ts';
import { roleOf } from '../../../protocol/permissions.ts';
import { channelTitle, nameOf } from '../../../screens/name.ts';
import { Member, NO_CHANGE, type RoleChange } from '../../../screens/office/member.tsx';
import { People } from '../../../screens/office/people.tsx';
import { mayNow } from '../../../screens/rights.ts';
import type { Route } from '../../../screens/route.ts';
import type { Drawn } from '../drawn.ts';
import { readChannel } from '../read/channel.ts';
import type { KnownChannel } from '../read/channels.ts';
import type { Visitor } from '../visitor.ts';
import { drawMessage, drawNotTheirs } from './message.tsx';
import { nothing } from './nothing.ts';
import { outcomeOf, type RefusedForm } from './refused-form.ts';

type PeopleRoute = Extract<Route, { screen: 'people' }>;
type MemberRoute = Extract<Route, { screen: 'member' }>;

/** The people of a channel, for its moderators. */
export async function drawPeople(
  visitor: Visitor,
  route: PeopleRoute,
  problem: string | null = null,
): Promise<Drawn> {
  const { t, notice, domain } = visitor;
  const { channel, words = '', after = '' } = route;
  const known = await readChannel(visitor, channel);
  if (!mayModerate(visitor, known)) return drawNotTheirs(visitor, t.people, t.office.notModerator);
  const who: Who = WHO.find((kind) => kind === route.who) ?? 'everyone';
  const found = await read(visitor, channel, { who, words, after: after || undefined });
  return {
    status: problem ? 409 : 200,
    title: t.people,
    of: channelTitle(channel, known.config.title),
    body: (
      <People
        t={t}
        o={t.office}
        notice={notice}
        domain={domain}
        channel={channel}
        channelTitle={channelTitle(channel, known.config.title)}
        who={who}
        words={words}
        people={found.people}
        counts={{ waiting: found.waiting, banned: found.banned }}
        more={found.more}
        empty={t.office.nobodyHere}
        answer="later"
        busy={false}
        outcome={outcomeOf(problem)}
        typed={words}
        onType={nothing}
        onFind={nothing}
        onMore={nothing}
        onChoose={nothing}
        onAnswerAll={nothing}
      />
    ),
  };
}

/** One person of a channel; `saved` says that their role has just been changed. */
export async function drawMember(
  visitor: Visitor,
  { channel, member }: MemberRoute,
  saved = false,
  refused?: RefusedForm<RoleChange>,
  asked: string | null = null,
): Promise<Drawn> {
  const { t, notice, domain, me } = visitor;
  const known = await readChannel(visitor, channel);
  if (me === null || !mayModerate(visitor, known))
    return drawNotTheirs(visitor, t.people, t.office.notModerator);
  const [person] = (await read(visitor, channel, { person: member })).people;
  if (!person) return drawMessage(visitor, 404, t.noSuchPerson);
  const { problem, fields = NO_CHANGE } = refused ?? {};
  // Chosen for what they were: a colleague was faster, while the session was over perhaps.
  const isStale = fields.was !== undefined && fields.was !== person.affiliation;
  return {
    status: problem ? 409 : 200,
    title: nameOf(person.jid, domain, t),
    body: (
      <Member
        t={t}
        o={t.office}
        notice={notice}
        domain={domain}
        channel={channel}
        channelTitle={channelTitle(channel, known.config.title)}
        person={person}
        me={me}
        myRole={roleOf(known.membership, domainOf(me) === domain)}
        change={isStale ? { ...fields, role: NO_CHANGE.role } : fields}
        busy={false}
        outcome={outcomeOf(problem, saved ? t.saved : null)}
        onChange={nothing}
        onSubmit={nothing}
        asked={asked}
        onAsk={nothing}
        onAnswer={nothing}
      />
    ),
  };
}

async function read(visitor: Visitor, channel: string, query: PeopleQuery) {
  return readPeople(await visitor.ask('get', peopleRequest(channel, query)));
}

function mayModerate({ me, domain }: Visitor, known: KnownChannel): boolean {
  return me !== null && mayNow(known, 'approve', me, domain);
}
