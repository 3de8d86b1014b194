import {
  isChannelName,
  nameFromTitle,
  otherTitles,
  skeletonOf,
} from '../../protocol/channel-name.ts';
import type { ConfigChange } from '../../protocol/config-form.ts';
import { localOf } from '../../protocol/jid.ts';
import { NS } from '../../protocol/namespaces.ts';
import { SUGGESTION } from '../../protocol/suggestion.ts';
import { groupChannelJids } from '../storage/channels.ts';
import type { Reader } from '../storage/database.ts';
import type { ServiceContext } from './context.ts';
import { placeOf } from './place-rights.ts';
import { Refusal } from './refusal.ts';

/**
 * Throws where a new group channel may not have that address: it is none that can be typed on any
 * keypad, or one that looks like it is in use. Then a title is offered whose address is free.
 */
export async function checkChannelName(
  ctx: ServiceContext,
  reader: Reader,
  jid: string,
  change: ConfigChange,
): Promise<void> {
  const name = localOf(jid);
  if (!isChannelName(name)) {
    const text = 'A channel is named with small letters, digits, dots and hyphens, at most 64.';
    throw new Refusal('modify', 'not-acceptable', undefined, text);
  }
  const taken = await namesInUse(reader);
  if (taken.has(skeletonOf(name))) throw nameTaken(ctx, taken, name, change);
}

/** The refusal for a group channel that is there already. */
export async function isThere(
  ctx: ServiceContext,
  reader: Reader,
  jid: string,
  change: ConfigChange,
): Promise<Refusal> {
  return nameTaken(ctx, await namesInUse(reader), localOf(jid), change);
}

/** Names of group channels, by what they look like. */
async function namesInUse(reader: Reader): Promise<ReadonlyMap<string, string>> {
  const names = (await groupChannelJids(reader)).map(localOf);
  return new Map(names.map((name) => [skeletonOf(name), name]));
}

function nameTaken(
  ctx: ServiceContext,
  taken: ReadonlyMap<string, string>,
  name: string,
  change: ConfigChange,
): Refusal {
  // Without what stands behind it in brackets.
  const place = ctx.places.find(placeOf(change))?.name.replace(/ \(.*/, '') ?? '';
  const isFree = (title: string) => !taken.has(skeletonOf(nameFromTitle(title)));
  const title = [...otherTitles(change.title || name, place)].find(isFree);
  const app = title ? { ns: NS.OFFICE, name: SUGGESTION, attrs: { title } } : undefined;
  const text = `There is a channel named ${taken.get(skeletonOf(name))}.`;
  return new Refusal('cancel', 'conflict', app, text);
}
