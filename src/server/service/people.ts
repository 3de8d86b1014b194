import { NO_MEMBERSHIP } from '../../protocol/channel.ts';
import { PEOPLE_PAGE, type People, type PeopleQuery } from '../../protocol/people.ts';
import { countPeople, findPeople } from '../storage/people.ts';
import type { Actor, ServiceContext } from './context.ts';
import { authorize } from './gate.ts';

/** The people of a channel for its moderators, who waits and who is banned among them. */
export async function readPeople(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  query: PeopleQuery,
): Promise<People> {
  return ctx.database.read(async (reader) => {
    const { node } = await authorize(reader, actor, 'list-outcasts', nodeName);
    const found = await findPeople(reader, node.channel.id, query, PEOPLE_PAGE + 1);
    // Who does not follow it (any more) can be banned: they are told of as well.
    const { person } = query;
    if (person !== undefined && found.length === 0) found.push({ jid: person, ...NO_MEMBERSHIP });
    const people = found
      .slice(0, PEOPLE_PAGE)
      .map(({ bannedUntil = null, ...person }) => ({ ...person, bannedUntil }));
    const counts = await countPeople(reader, node.channel.id);
    return { people, ...counts, more: found.length > PEOPLE_PAGE };
  });
}
