import type { DirectoryRow } from '../../protocol/directory.ts';
import { MOST_FOUND, type PlaceBelow, type PlaceInfo } from '../../protocol/place.ts';
import type { ChannelRow } from '../storage/channels.ts';
import { countChannelsOfPlaces, listChannelsOf } from '../storage/directory.ts';
import type { Actor, ServiceContext } from './context.ts';
import { isAdmin, officeAt } from './place-rights.ts';
import { notFound } from './refusal.ts';

/** Most channels of a place that are told at once, and most of the places above it. */
const OWN = 60;
const ABOVE = 20;

/**
 * A place with what lies around it; the top of all without an id. With words, the places that are called so.
 * Throws where there is none of that id.
 */
export async function readPlace(
  ctx: ServiceContext,
  actor: Actor,
  id: string | undefined,
  words = '',
): Promise<PlaceInfo> {
  if (words.trim() !== '') return findPlaces(ctx, words);
  const place = id === undefined ? null : (ctx.places.find(id) ?? null);
  if (id !== undefined && !place) throw notFound();
  return ctx.database.read(async (reader) => {
    const above = place ? ctx.places.above(place.id) : [];
    const own = place ? await listChannelsOf(reader, [place.id], OWN + 1) : [];
    const ids = above.map((one) => one.id);
    const others = await listChannelsOf(reader, ids, ABOVE + 1);
    return {
      place: place && { id: place.id, kind: place.kind, name: place.name },
      above,
      below: counted(ctx, place?.id ?? '', await countChannelsOfPlaces(reader)),
      channels: [...own.slice(0, OWN), ...others.slice(0, ABOVE)].map(rowOf),
      more: own.length > OWN || others.length > ABOVE,
      mayCreate: (await officeAt(ctx, reader, actor, place?.id ?? '')) !== null,
      mayAppoint: place !== null && isAdmin(ctx, actor),
    };
  });
}

/** Places by what they are called: nothing lies around several. */
async function findPlaces(ctx: ServiceContext, words: string): Promise<PlaceInfo> {
  const found = ctx.places.called(words, MOST_FOUND + 1);
  const own = await ctx.database.read(countChannelsOfPlaces);
  const channels = channelsBelow(ctx, own);
  return {
    ...{ place: null, above: [], channels: [], mayCreate: false, mayAppoint: false },
    more: found.length > MOST_FOUND,
    below: found.slice(0, MOST_FOUND).map(({ id, kind, name }) => ({
      ...{ id, kind, name, channels: channels.get(id) ?? 0 },
      within: ctx.places
        .above(id)
        .map((one) => one.name)
        .join(', '),
    })),
  };
}

const rowOf = ({ jid, config }: ChannelRow): DirectoryRow => ({ channel: jid, config });

/** How many channels there are in each place and in all that lies in it. */
function channelsBelow(
  { places }: ServiceContext,
  own: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  for (const [place, channels] of own) {
    for (const above of places.chain(place)) {
      all.set(above.id, (all.get(above.id) ?? 0) + channels);
    }
  }
  return all;
}

/** The places that lie in one. */
function counted(
  ctx: ServiceContext,
  id: string,
  own: ReadonlyMap<string, number>,
): readonly PlaceBelow[] {
  const all = channelsBelow(ctx, own);
  return ctx.places.below(id).map((below) => ({
    ...{ id: below.id, kind: below.kind, name: below.name, channels: all.get(below.id) ?? 0 },
  }));
}
