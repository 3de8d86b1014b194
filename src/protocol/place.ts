/** Places that channels belong to, level by level (docs/protocol.md, "Places"). */
import { type DirectoryRow, directoryItem, readDirectory } from './directory.ts';
import { NS } from './namespaces.ts';
import { childrenOf, type Element, el } from './xml.ts';

/** From the largest to the smallest; a metro is as large as a district. */
export const PLACE_KINDS = [
  'province',
  'district',
  'metro',
  'municipality',
  'town',
  'ward',
] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

export interface Place {
  /** What stands in addresses and in a channel's configuration, for good. */
  readonly id: string;
  readonly kind: PlaceKind;
  readonly name: string;
}

export interface PlaceBelow extends Place {
  /** How many open channels it has, with all places below it. */
  readonly channels: number;
  /** Of what was looked for: the names of the places that it lies in. */
  readonly within?: string | undefined;
}

/** How many places a search finds at most. */
export const MOST_FOUND = 30;

/** One place, or the top where no place is above any. */
export interface PlaceInfo {
  readonly place: Place | null;
  /** The places that it lies in, the nearest first. */
  readonly above: readonly Place[];
  readonly below: readonly PlaceBelow[];
  /** Open channels, its own and those of the places above it, most active first. */
  readonly channels: readonly DirectoryRow[];
  /** Whether there are more channels than are told. */
  readonly more: boolean;
  /** Whether the asker may create a channel for it. */
  readonly mayCreate: boolean;
  /** Whether the asker says who may. */
  readonly mayAppoint: boolean;
}

/** What belongs to a place, without an id to the top; with words, the places whose names have them. */
export const placeRequest = (id?: string, words?: string): Element =>
  el(NS.PLACE, 'place', { id: id || undefined, words: words || undefined });

export function placeElement(info: PlaceInfo): Element {
  const { place, above, below, channels } = info;
  const flag = (is: boolean) => (is ? 'true' : undefined);
  return el(
    NS.PLACE,
    'place',
    {
      ...place,
      more: flag(info.more),
      create: flag(info.mayCreate),
      appoint: flag(info.mayAppoint),
    },
    ...above.map(({ id, kind, name }) => el(NS.PLACE, 'above', { id, kind, name })),
    ...below.map(({ channels: n, within, ...one }) =>
      el(NS.PLACE, 'below', { ...one, channels: n > 0 ? n : undefined, in: within }),
    ),
    ...channels.map((row) => directoryItem(row)),
  );
}

/** Reads the answer to {@link placeRequest}; `null` where it is none. */
export function readPlace(answer: Element): PlaceInfo | null {
  const element = childrenOf(answer).find(({ ns, name }) => ns === NS.PLACE && name === 'place');
  if (!element) return null;
  const { attrs } = element;
  return {
    place: attrs.id ? placeIn(element) : null,
    above: childrenOf(element, 'above').map(placeIn),
    below: childrenOf(element, 'below').map((row) => ({
      ...placeIn(row),
      channels: Number(row.attrs.channels ?? 0),
      ...(row.attrs.in && { within: row.attrs.in }),
    })),
    channels: readDirectory(element),
    more: attrs.more === 'true',
    mayCreate: attrs.create === 'true',
    mayAppoint: attrs.appoint === 'true',
  };
}

function placeIn({ attrs }: Element): Place {
  return {
    id: attrs.id ?? '',
    kind: PLACE_KINDS.find((kind) => kind === attrs.kind) ?? 'town',
    name: attrs.name ?? '',
  };
}
