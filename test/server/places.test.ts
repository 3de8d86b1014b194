/** The operator's files of places and emergency numbers: what is taken, and what is refused by line. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { FatalError } from '../../src/server/fatal-error.ts';
import { loadEmergency } from '../../src/server/places/load-emergency.ts';
import { loadPlaces } from '../../src/server/places/load-places.ts';

const HOME = 'src/server/places';
const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-places-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const placesOf = (...files: string[]) => loadPlaces({ files, home: HOME });
const southAfrica = () => placesOf('south-africa');

/** What is said to the operator, in place of a start. */
function refusal(start: () => unknown): string {
  try {
    start();
  } catch (error) {
    expect(error).toBeInstanceOf(FatalError);
    return (error as Error).message;
  }
  return 'accepted';
}

test('South Africa: 9 provinces, 8 metros, 44 districts, 205 municipalities, towns below them', () => {
  const tree = southAfrica();
  const kinds: Record<string, number> = {};
  const visit = (id: string) => {
    for (const place of tree.below(id)) {
      kinds[place.kind] = (kinds[place.kind] ?? 0) + 1;
      visit(place.id);
    }
  };
  visit('');
  expect(kinds).toMatchObject({ province: 9, metro: 8, district: 44, municipality: 205 });
  expect(tree.fullName('hammanskraal')).toBe('Hammanskraal, City of Tshwane, Gauteng');
  expect(tree.chain('nowhere')).toEqual([]);
});

test('a place is found by the first sixteen words: strangers may ask with thousands', () => {
  const called = (words: string) => southAfrica().called(words, 9);
  expect(called(`${'Hamman '.repeat(16)}nowhere`)).toMatchObject([{ id: 'hammanskraal' }]);
  expect(called(`${'Hamman '.repeat(15)}nowhere`)).toEqual([]);
});

test('a file of one’s own takes its place, or goes with it', () => {
  const wards = file(
    'wards.csv',
    '\ufeffname,id,kind,parent\n# ours\n"Ward 7, old"'.replace(', old', '') +
      ',ward-7,ward,hammanskraal\n',
  );
  expect(placesOf('south-africa', wards).fullName('ward-7')).toBe(
    'Ward 7, Hammanskraal, City of Tshwane, Gauteng',
  );
  const lesotho = file('lesotho.csv', 'id,kind,parent,name\nmaseru,district,,Maseru\n');
  expect(placesOf(lesotho).below('')).toMatchObject([{ id: 'maseru' }]);
});

test.each([
  ['no file', null, 'PLACES: /nowhere.csv cannot be read (ENOENT).'],
  ['nothing in it', '', 'accepted'],
  ['a column is missing', 'id,kind,name\n', 'line 1: there is no column "parent".'],
  [
    'a column nobody knows',
    'id,kind,parent,name,colour\n',
    'line 1: nobody knows a column "colour"',
  ],
  ['a column twice', 'id,kind,parent,name,name\n', 'line 1: the column "name" is there twice.'],
  ['an open quote', 'id,kind,parent,name\na,town,,"Aa\n', 'line 2: this is no CSV'],
  ['too many fields', 'id,kind,parent,name\na,town,,Aa,b\n', 'line 2: there are more fields'],
  ['a bad id', 'id,kind,parent,name\nA b,town,,Aa\n', 'line 2: "A b" cannot be an id.'],
  ['an id that is taken', 'id,kind,parent,name\nall,town,,Aa\n', 'line 2: "all" cannot be an id.'],
  ['a bad kind', '# x\n\nid,kind,parent,name\na,village,,Aa\n', 'line 4: "village" is no kind'],
  ['no name', 'id,kind,parent,name\na,town,,\n', 'line 2: the name is missing.'],
  ['a comma in it', 'id,kind,parent,name\na,town,,"A, b"\n', 'line 2: there is a comma'],
  ['a double id', 'id,kind,parent,name\na,town,,Aa\na,ward,,B\n', 'line 3: "a" is there already'],
  [
    'a double name',
    'id,kind,parent,name\na,town,,Aa\nb,town,,AA\n',
    'line 3: it is the same place as "a" (own.csv, line 2).',
  ],
  [
    'a parent that is not there',
    'id,kind,parent,name\na,town,b,Aa\n',
    'line 2: there is no place "b"',
  ],
  [
    'a parent that is no larger',
    'id,kind,parent,name\na,town,,Aa\nb,town,a,B\n',
    'line 3: a town cannot lie in "a", which is a town.',
  ],
  [
    'a cycle',
    'id,kind,parent,name\na,town,b,Aa\nb,metro,a,B\nc,ward,a,C\n',
    'line 2: it goes round in a circle (a lies in b lies in a).',
  ],
  ['a cycle of one', 'id,kind,parent,name\na,town,a,Aa\n', 'line 2: it goes round in a circle'],
])('places: %s', (_, text, said) => {
  const path = text === null ? '/nowhere.csv' : file('own.csv', text);
  expect(refusal(() => placesOf(path))).toContain(said);
});

test('every bad line is named, up to a screenful', () => {
  const lines = [...Array(30).keys()].map((n) => `p${n},village,,Place ${n}`);
  const many = file('many.csv', `id,kind,parent,name\n${lines.join('\n')}\n`);
  const said = refusal(() => placesOf(many)).split('\n');
  expect(said).toHaveLength(21);
  expect(said[1]).toContain('many.csv, line 3: "village"');
  expect(said.at(-1)).toBe('… and 10 more.');
});

test('emergency numbers: those of everywhere, then those of the place and of what it lies in', () => {
  const own = file(
    'own-numbers.csv',
    'number,name,place,zu\n012 358 7095,Control room,city-of-tshwane,Igumbi\n+27 12 000 0000,Clinic,temba,\n',
  );
  const emergency = loadEmergency({ files: ['south-africa', own], home: HOME }, southAfrica());
  const [everywhere, ...local] = emergency('temba', 'zu');
  expect(everywhere?.place).toBe('');
  expect(everywhere?.numbers).toContainEqual({ number: '10111', name: 'Amaphoyisa' });
  expect(local).toEqual([
    { place: 'Temba', numbers: [{ number: '+27 12 000 0000', name: 'Clinic' }] },
    { place: 'City of Tshwane', numbers: [{ number: '012 358 7095', name: 'Igumbi' }] },
  ]);
  expect(emergency('', 'en')).toHaveLength(1);
  expect(emergency('nowhere', 'en')[0]?.numbers).toContainEqual({
    number: '10111',
    name: 'Police',
  });
});

test.each([
  ['no number', 'help,Help,', 'line 2: "help" is no number to phone.'],
  ['no name', '112,,', 'line 2: the name is missing.'],
  ['a place that is not there', '112,Help,nowhere', 'line 2: there is no place "nowhere".'],
  ['a double', '0800 1,Help,\n08001,Aid,', 'line 3: 08001 is there already, for the same place.'],
])('emergency: %s', (_, lines, said) => {
  const path = file('numbers.csv', `number,name,place\n${lines}\n`);
  expect(refusal(() => loadEmergency({ files: [path], home: HOME }, southAfrica()))).toContain(
    said,
  );
});
