import { geolocOf } from '../../protocol/config-vars.ts';
import type { PageRequest } from '../../protocol/rsm.ts';
import { listOpenChannels } from '../storage/directory.ts';
import type { ServiceContext } from './context.ts';
import { type FoundChannels, MOST_CHANNELS } from './find-channels.ts';
import { ordinalPage } from './ordinal-pages.ts';

/** In degrees. */
export interface Point {
  readonly lat: number;
  readonly lon: number;
}

/** In kilometres (Buddycloud directory). */
const FARTHEST = 1_000;
const RADIUS_OF_EARTH = 6_371;

/** Open group channels that say where they are, within 1,000 km of a point, the nearest first. */
export async function nearbyChannels(
  ctx: ServiceContext,
  from: Point,
  page: PageRequest,
): Promise<FoundChannels> {
  const all = await ctx.database.read((reader) => listOpenChannels(reader, 0, MOST_CHANNELS, {}));
  const near = all
    .flatMap((row) => {
      const { lat, lon } = geolocOf(row.config.vars ?? {}) ?? {};
      if (!lat || !lon) return [];
      return [{ row, distance: distanceOf(from, { lat: Number(lat), lon: Number(lon) }) }];
    })
    .filter(({ distance }) => distance <= FARTHEST)
    .sort((a, b) => a.distance - b.distance);
  const { rows, info } = ordinalPage(near, page);
  return { rows: rows.map(({ row }) => row), info, read: all.length };
}

/** Along a great circle, in kilometres (haversine formula). */
function distanceOf(a: Point, b: Point): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2;
  const parallel = Math.cos(radians(a.lat)) * Math.cos(radians(b.lat));
  const h = half(a.lat, b.lat) + parallel * half(a.lon, b.lon);
  return 2 * RADIUS_OF_EARTH * Math.asin(Math.min(1, Math.sqrt(h)));
}
