/** What a person tells of themselves: title and description of their channel, and their status. */
import { configChangeForm } from '../../protocol/config-form.ts';
import { SHOWS_FOLLOWED } from '../../protocol/config-vars.ts';
import { type FollowedChannel, followedRequest, readFollowed } from '../../protocol/followed.ts';
import { readItemsAnswer } from '../../protocol/items-answer.ts';
import {
  configureRequest,
  publishRequest,
  retractRequest,
  STATUS,
  statusRequest,
} from '../../protocol/pubsub.ts';
import { saveChannel } from '../store/write/channels.ts';
import { Refused } from '../xmpp/requests.ts';
import type { SyncContext } from './context.ts';
import { loadChannel } from './load-channel.ts';
import { newId } from './new-id.ts';

export interface Telling {
  readonly name: string;
  readonly about: string;
  readonly status: string;
  /** Whether others may see what they follow. */
  readonly showsFollowed: boolean;
}

/** Fetches what somebody tells of themselves. */
export async function loadProfile(ctx: SyncContext, person: string): Promise<void> {
  const [statuses] = await Promise.all([loadStatuses(ctx, person), loadChannel(ctx, person)]);
  await saveChannel(ctx.store, { channel: person, status: statuses[0]?.text ?? '' });
}

/** Tells it of oneself. A status takes the place of the one before, so that none means none. */
export async function tellProfile(ctx: SyncContext, me: string, telling: Telling): Promise<void> {
  const { name, about, status } = telling;
  const old = await loadStatuses(ctx, me);
  const vars = { [SHOWS_FOLLOWED]: telling.showsFollowed ? 'true' : '' };
  const change = configChangeForm({ title: name, description: about, vars });
  await ctx.ask('set', configureRequest(me, change));
  if (status !== (old[0]?.text ?? '')) {
    if (status !== '')
      await ctx.ask('set', publishRequest(me, { id: newId(), text: status }, STATUS));
    for (const { id } of old) await ctx.ask('set', retractRequest(me, id, STATUS));
  }
  await loadProfile(ctx, me);
}

/** The open channels that somebody follows and lets others see. */
export async function loadFollowed(
  ctx: SyncContext,
  person: string,
): Promise<readonly FollowedChannel[]> {
  return readFollowed(await ctx.ask('get', followedRequest(person)));
}

async function loadStatuses(ctx: SyncContext, person: string) {
  try {
    const { items } = readItemsAnswer(await ctx.ask('get', statusRequest(person)), person);
    // Whom a person trusts in their channel says nothing in their name.
    return items.filter(({ author }) => author === person);
  } catch (error) {
    // Not every channel has a place for one.
    if (error instanceof Refused && error.error.condition === 'item-not-found') return [];
    throw error;
  }
}
