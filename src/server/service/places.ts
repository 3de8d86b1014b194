import type { DirectoryRow } from '../../protocol/directory.ts';
import type { PlaceBelow, PlaceInfo } from '../../protocol/place.ts';
import { type ChannelRow, countChannelsOfPlaces, listChannelsOf } from '../storage/channels.ts';
import type { Actor, ServiceContext } from './context.ts';
import { isAdmin, officeAt } from './place-rights.ts';
import { notFound } from './refusal.ts';

/** Most channels of a place that are told at once, and most of the places above it. */
const OWN = 60;
const ABOVE = 20;

/** A place with what lies around it; the top of all without an id. Throws where there is none. */
export async function readPlace(
  ctx: ServiceContext,
  actor: Actor,
  id: string | undefined,
): Promise<PlaceInfo> {
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

const rowOf = ({ jid, config }: ChannelRow): DirectoryRow => ({ channel: jid, config });

/** The places that lie in one, each with the channels of all that lies in it. */
function counted(
  { places }: ServiceContext,
  id: string,
  own: ReadonlyMap<string, number>,
): readonly PlaceBelow[] {
  const all = new Map<string, number>();
  for (const [place, channels] of own) {
    for (const above of places.chain(place)) {
      all.set(above.id, (all.get(above.id) ?? 0) + channels);
    }
  }
  return places.below(id).map((below) => ({
    ...{ id: below.id, kind: below.kind, name: below.name, channels: all.get(below.id) ?? 0 },
  }));
}
