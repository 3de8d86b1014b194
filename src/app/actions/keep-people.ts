import type { Affiliation } from '../../protocol/channel.ts';
import { codePoints, MAX_REASON } from '../../protocol/limits.ts';
import { type People, type PeopleQuery, peopleRequest, readPeople } from '../../protocol/people.ts';
import { letInRequest, setAffiliationRequest } from '../../protocol/pubsub-owner.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** The people of a channel, for its moderators. */
export function loadPeople(
  { context }: Account,
  channel: string,
  query: PeopleQuery,
): Promise<People | { readonly trouble: Trouble }> {
  return context.ask('get', peopleRequest(channel, query)).then(readPeople, (error) => ({
    trouble: troubleOf(error),
  }));
}

/**
 * Promotes, demotes or bans somebody who `was` something else; a ban ends by itself at `until`, ISO 8601 in UTC.
 * `conflict`: they are what they were no more.
 */
export async function setRole(
  { context }: Account,
  channel: string,
  jid: string,
  role: Affiliation,
  said: { readonly reason: string; readonly until: string | undefined; readonly was: Affiliation },
): Promise<Trouble | null> {
  const reason = said.reason.trim();
  if (role === 'outcast' && reason === '') return 'empty';
  if (codePoints(reason) > MAX_REASON) return 'too-long';
  const until = role === 'outcast' ? said.until : undefined;
  const request = setAffiliationRequest(channel, jid, role, {
    ...{ until, was: said.was, grounds: { reason } },
  });
  return context.ask('set', request).then(() => null, troubleOf);
}

/** Lets people in who wait, or not; all of them or none. */
export function answerFollowers(
  { context }: Account,
  channel: string,
  jids: readonly string[],
  letIn: boolean,
): Promise<Trouble | null> {
  return context.ask('set', letInRequest(channel, jids, letIn)).then(() => null, troubleOf);
}
