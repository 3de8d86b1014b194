/** Where something was said (XEP-0080). */
import { NS } from './namespaces.ts';
import { child, childrenOf, type Element, el, textOf } from './xml.ts';

/** What is known of a place, by XEP-0080's names. */
export type Geoloc = Readonly<Record<string, string>>;

/** All elements of XEP-0080; others are refused, so that nothing else can be stored in here. */
const NAMES: readonly string[] = [
  ...['accuracy', 'alt', 'altaccuracy', 'area', 'bearing', 'building', 'country', 'countrycode'],
  ...['datum', 'description', 'floor', 'lat', 'locality', 'lon', 'postalcode', 'region', 'room'],
  ...['speed', 'street', 'text', 'timestamp', 'tzo', 'uri'],
];

const LONGEST = 256;

/** The place that an entry names; `null` where it names none, `undefined` where it is no place. */
export function readGeoloc(entry: Element): Geoloc | null | undefined {
  const geoloc = child(entry, 'geoloc', NS.GEOLOC);
  if (!geoloc) return null;
  const parts = childrenOf(geoloc).map((part) => [part.name, textOf(part).trim()] as const);
  const isGood = ([name, text]: readonly [string, string]) =>
    NAMES.includes(name) && text.length <= LONGEST;
  if (!parts.every(isGood)) return undefined;
  const said = parts.filter(([, text]) => text !== '');
  return said.length === 0 ? null : Object.fromEntries(said);
}

export function geolocElement(geoloc: Geoloc): Element {
  const part = (name: string) => el(NS.GEOLOC, name, {}, geoloc[name] ?? '');
  return el(NS.GEOLOC, 'geoloc', {}, ...Object.keys(geoloc).map(part));
}
