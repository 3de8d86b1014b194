import { PLACE } from '../../../protocol/config-vars.ts';
import type { DirectoryRow } from '../../../protocol/directory.ts';
import { type PlaceInfo, placeRequest, readPlace } from '../../../protocol/place.ts';
import { Emergency } from '../../../screens/emergency.tsx';
import { ALL_PLACES, Place } from '../../../screens/place.tsx';
import { hrefOf } from '../../../screens/route.ts';
import type { Drawn } from '../drawn.ts';
import { readOwn, STRANGER } from '../read/channels.ts';
import type { Asker, Visitor } from '../visitor.ts';
import { listed } from './channels.tsx';
import { drawMessage } from './message.tsx';
import { nothing } from './nothing.ts';

/**
 * What belongs to a place, of all places together with an empty id.
 *
 * @throws RequestRefused where there is none.
 */
export async function askPlace(asker: Asker, id: string, words?: string): Promise<PlaceInfo> {
  const info = readPlace(await asker.ask('get', placeRequest(id, words)));
  if (!info) throw new Error('The service answered something else.');
  return info;
}

/** One place, all of them, or those that are called so. */
export async function drawPlace(visitor: Visitor, id: string, words = ''): Promise<Drawn> {
  const { t, notice, now } = visitor;
  const [info, own] = await Promise.all([
    askPlace(visitor, id === ALL_PLACES ? '' : id, words),
    readOwn(visitor, 'counts'),
  ]);
  const known = new Map(own.map((row) => [row.channel, row]));
  const rowOf = (row: DirectoryRow) =>
    listed(visitor, { ...STRANGER, ...known.get(row.channel), ...row });
  const isOwn = ({ config }: DirectoryRow) => config.vars?.[PLACE] === id;
  return {
    status: 200,
    title: info.place?.name ?? t.places,
    shows: info.channels.map(({ channel }) => channel),
    canonical: hrefOf({ screen: 'place', place: id }),
    takesOver: true,
    body: (
      <Place
        words={words}
        find={{ typed: words, onType: nothing, onFind: nothing }}
        t={t}
        notice={notice}
        now={now}
        info={info}
        own={info.channels.filter(isOwn).map((row) => ({ ...rowOf(row), place: undefined }))}
        around={info.channels.filter((row) => !isOwn(row)).map(rowOf)}
      />
    ),
  };
}

/** Whom to phone, everywhere or at a place. Nothing is asked of anybody: it is there when all else is away. */
export function drawEmergency(visitor: Visitor, place: string): Drawn {
  const { t, notice, places } = visitor;
  if (place !== '' && !places.isThere(place)) return drawMessage(visitor, 404, t.noSuchPage);
  return {
    status: 200,
    title: t.emergency,
    canonical: place === '' ? '/emergency' : hrefOf({ screen: 'place-emergency', place }),
    takesOver: true,
    body: (
      <Emergency
        t={t}
        notice={notice}
        groups={places.emergency(place, t.language)}
        empty={t.nothingFound}
      />
    ),
  };
}
