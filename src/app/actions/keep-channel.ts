import { type ChannelSettings, changeTo, isTooLong } from '../../protocol/channel-settings.ts';
import { configChangeForm } from '../../protocol/config-form.ts';
import { CLOSED, PLACE } from '../../protocol/config-vars.ts';
import { codePoints, MAX_REASON } from '../../protocol/limits.ts';
import { configureRequest } from '../../protocol/pubsub.ts';
import { deleteRequest } from '../../protocol/pubsub-owner.ts';
import { loadChannel } from '../sync/load-channel.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';
import { reportOutcome } from './report-outcome.ts';

/** Fetches how a channel is set; the function given back ends the interest in it. */
export function openSettings(
  { context }: Account,
  channel: string,
  report: (trouble: Trouble | null) => void,
): () => void {
  return reportOutcome(loadChannel(context, channel), report);
}

/** Changes what an owner chooses of a channel; `now` is the server's time. */
export async function saveChannelSettings(
  account: Account,
  channel: string,
  settings: ChannelSettings,
  now: number,
): Promise<Trouble | null> {
  if (settings.title.trim() === '') return 'empty';
  if (isTooLong(settings)) return 'too-long';
  return configure(account, channel, configChangeForm(changeTo(settings, now)));
}

/** Makes a channel one that can only be read, or opens it again. */
export function closeChannel(
  account: Account,
  channel: string,
  closed: boolean,
): Promise<Trouble | null> {
  const vars = { [CLOSED]: closed ? 'true' : '' };
  return configure(account, channel, configChangeForm({ vars }));
}

/** Brings a channel to a place; with an empty one it belongs to none. */
export function putChannel(
  account: Account,
  channel: string,
  place: string,
): Promise<Trouble | null> {
  return configure(account, channel, configChangeForm({ vars: { [PLACE]: place } }));
}

async function configure(
  { context }: Account,
  channel: string,
  form: Parameters<typeof configureRequest>[1],
): Promise<Trouble | null> {
  try {
    await context.ask('set', configureRequest(channel, form));
    await loadChannel(context, channel);
    return null;
  } catch (error) {
    return troubleOf(error);
  }
}

/** Deletes a channel with all that is in it. */
export async function deleteChannel(
  { context }: Account,
  channel: string,
  reason: string,
): Promise<Trouble | null> {
  if (reason.trim() === '') return 'empty';
  if (codePoints(reason) > MAX_REASON) return 'too-long';
  return context.ask('set', deleteRequest(channel, reason.trim())).then(() => null, troubleOf);
}
