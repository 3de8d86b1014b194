import type { Item } from '../../../protocol/channel.ts';
import { avatarOf, showsFollowed } from '../../../protocol/config-vars.ts';
import { type FollowedChannel, followedRequest, readFollowed } from '../../../protocol/followed.ts';
import { readItemsAnswer } from '../../../protocol/items-answer.ts';
import { statusRequest } from '../../../protocol/pubsub.ts';
import type { Told } from '../../../screens/profile.tsx';
import { type Asker, troubleOf, type Visitor } from '../visitor.ts';
import { readChannel } from './channel.ts';

/** What a person tells of themselves, and since when they are here (ISO 8601). */
export async function readProfile(
  asker: Visitor,
  person: string,
): Promise<{
  readonly told: Told;
  readonly since: string;
  readonly avatar: number;
  readonly followed: readonly FollowedChannel[];
}> {
  const [{ config }, statuses] = await Promise.all([
    readChannel(asker, person),
    readStatuses(asker, person),
  ]);
  // A channel that was given no title has its address for one.
  const said = (text: string) => (text === person ? '' : text);
  const status = statuses[0]?.text ?? '';
  const shows = showsFollowed(config.vars);
  const told = {
    ...{ name: said(config.title), about: said(config.description), status },
    showsFollowed: shows,
  };
  const followed = shows ? readFollowed(await asker.ask('get', followedRequest(person))) : [];
  return { told, since: config.created, avatar: avatarOf(config.vars), followed };
}

/**
 * Newest first; none where the channel has no place for one. Whom a person trusts in their channel says nothing in
 * their name.
 */
export async function readStatuses(asker: Asker, person: string): Promise<readonly Item[]> {
  try {
    const { items } = readItemsAnswer(await asker.ask('get', statusRequest(person)), person);
    return items.filter(({ author }) => author === person);
  } catch (error) {
    if (troubleOf(error) === 'not-found') return [];
    throw error;
  }
}
