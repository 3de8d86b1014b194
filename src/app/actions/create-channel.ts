import { nameFromTitle } from '../../protocol/channel-name.ts';
import {
  type ChannelSettings,
  createdWith,
  isCreated,
  isTooLong,
} from '../../protocol/channel-settings.ts';
import { configChangeForm } from '../../protocol/config-form.ts';
import { createRequest } from '../../protocol/pubsub-owner.ts';
import type { Element } from '../../protocol/xml.ts';
import { readChannel } from '../store/read/channels.ts';
import { saveChannel } from '../store/write/channels.ts';
import { loadChannel } from '../sync/load-channel.ts';
import { loadChannels } from '../sync/load-channels.ts';
import { suggestionIn } from '../sync/suggestion.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** Why there is no new channel. `empty`: its title makes no address; `free` is a title whose address is free. */
export type Creation =
  | { readonly channel: string }
  | { readonly trouble: Trouble; readonly free?: string };

/** Makes a channel of this site, for a place or a subject; its address comes of its title. `now` is the server's time. */
export async function createChannel(
  account: Account,
  settings: ChannelSettings,
  place: string,
  now: number,
): Promise<Creation> {
  const name = nameFromTitle(settings.title);
  if (name === '') return { trouble: 'empty' };
  if (isTooLong(settings)) return { trouble: 'too-long' };
  const channel = `${name}@topics.${account.site.domain}`;
  try {
    const form = configChangeForm(createdWith(settings, place, now));
    await make(account, channel, settings, form);
    return { channel };
  } catch (error) {
    return { trouble: troubleOf(error), free: suggestionIn(error) };
  }
}

async function make(
  account: Account,
  channel: string,
  settings: ChannelSettings,
  form: Element,
): Promise<void> {
  const { context, store } = account;
  try {
    await context.ask('set', createRequest(channel, form));
  } catch (error) {
    // Whose first answer was lost on the way made this very channel.
    if (troubleOf(error) !== 'conflict' || !(await isMade(account, channel, settings))) throw error;
  }
  await loadChannel(context, channel);
  const membership = { affiliation: 'owner', subscription: 'subscribed' } as const;
  await saveChannel(store, { channel, membership });
}

async function isMade(
  { context, store }: Account,
  channel: string,
  settings: ChannelSettings,
): Promise<boolean> {
  await loadChannels(context);
  const row = await readChannel(store, channel);
  if (row?.membership.affiliation !== 'owner') return false;
  await loadChannel(context, channel);
  const made = await readChannel(store, channel);
  return made !== undefined && isCreated(made.config, settings);
}
