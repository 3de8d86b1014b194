import type { EmergencyFor, EmergencyNumber } from '../../protocol/emergency.ts';
import type { PlaceTree } from '../service/place-tree.ts';
import { readCsv } from './csv-rows.ts';
import { type FileChoice, pathsOf } from './home-files.ts';
import { refuseTo } from './refuse.ts';

/** Columns that may hold the name in another language. */
const LANGUAGES = ['zu', 'xh', 'af', 'nso', 'tn'];

const NUMBER = /^\+?\d[\d ]{0,18}\d$/;

interface Row {
  readonly number: string;
  readonly names: ReadonlyMap<string, string>;
}

/**
 * The emergency numbers of the operator's files.
 *
 * @throws FatalError that names each bad line.
 */
export function loadEmergency(choice: FileChoice, places: PlaceTree): EmergencyFor {
  const complaints: string[] = [];
  const needed = ['number', 'name', 'place'];
  const columns = { needed, known: [...needed, ...LANGUAGES] };
  const byPlace = new Map<string, Row[]>();
  for (const { where, field } of readCsv(
    pathsOf(choice, 'south-africa-emergency.csv'),
    columns,
    complaints,
  )) {
    const [number, place] = [field('number'), field('place')];
    const others = byPlace.get(place) ?? [];
    const isThere = others.some((other) => digitsOf(other.number) === digitsOf(number));
    if (!NUMBER.test(number)) complaints.push(`${where}: "${number}" is no number to phone.`);
    else if (field('name') === '') complaints.push(`${where}: the name is missing.`);
    else if (place !== '' && !places.find(place)) {
      complaints.push(`${where}: there is no place "${place}".`);
    } else if (isThere)
      complaints.push(`${where}: ${number} is there already, for the same place.`);
    const names = new Map(['name', ...LANGUAGES].map((column) => [column, field(column)]));
    byPlace.set(place, [...others, { number, names }]);
  }
  refuseTo('EMERGENCY', complaints);
  return (place, language) => {
    const ids = ['', ...places.chain(place).map(({ id }) => id)];
    return ids.flatMap((id) => {
      const numbers = (byPlace.get(id) ?? []).map((row) => inLanguage(row, language));
      return numbers.length === 0 ? [] : [{ place: places.find(id)?.name ?? '', numbers }];
    });
  };
}

const digitsOf = (number: string) => number.replaceAll(' ', '');

function inLanguage({ number, names }: Row, language: string): EmergencyNumber {
  return { number, name: names.get(language) || (names.get('name') as string) };
}
