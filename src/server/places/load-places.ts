import { PLACE_KINDS, type PlaceKind } from '../../protocol/place.ts';
import { type PlaceRow, PlaceTree } from '../service/place-tree.ts';
import { type CsvRow, readCsv } from './csv-rows.ts';
import { type FileChoice, pathsOf } from './home-files.ts';
import { refuseTo } from './refuse.ts';

const COLUMNS = ['id', 'kind', 'parent', 'name'] as const;

const ID = /^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/;

/** The address of all places together. */
const RESERVED = 'all';

const LONGEST_NAME = 80;

/** The largest have 0; the parent of a place has less. */
const SIZE: Readonly<Record<PlaceKind, number>> = {
  ...{ province: 0, district: 1, metro: 1, municipality: 2, town: 3, ward: 4 },
};

interface Line extends PlaceRow {
  readonly where: string;
}

/**
 * The places of the operator's files, in their order.
 *
 * @throws FatalError that names each bad line.
 */
export function loadPlaces(choice: FileChoice): PlaceTree {
  const complaints: string[] = [];
  const columns = { needed: COLUMNS, known: COLUMNS };
  const rows = readCsv(pathsOf(choice, 'south-africa.csv'), columns, complaints);
  const lines = rows.map(lineOf);
  const byId = new Map<string, Line>();
  for (const line of lines) {
    const problem = problemOf(line) ?? doubleOf(line, byId);
    if (problem) complaints.push(`${line.where}: ${problem}`);
    if (!byId.has(line.id)) byId.set(line.id, line);
  }
  const names = new Map<string, Line>();
  for (const line of lines) {
    const problem = parentProblem(line, byId) ?? sameName(line, names);
    if (problem) complaints.push(`${line.where}: ${problem}`);
  }
  refuseTo('PLACES', complaints);
  return new PlaceTree(lines);
}

function lineOf({ where, field }: CsvRow): Line {
  const kind = field('kind') as PlaceKind;
  return { where, id: field('id'), kind, parent: field('parent'), name: field('name') };
}

function problemOf({ id, kind, name }: Line): string | null {
  if (!ID.test(id) || id === RESERVED) {
    return `"${id}" cannot be an id. Use at most 48 small letters, digits and hyphens, and not "${RESERVED}".`;
  }
  if (!PLACE_KINDS.includes(kind)) {
    return `"${kind}" is no kind of place. There are ${PLACE_KINDS.join(', ')}.`;
  }
  if (name === '') return 'the name is missing.';
  if (name.length > LONGEST_NAME) return `the name is longer than ${LONGEST_NAME} characters.`;
  // It parts the names of places where they are written in one line.
  return name.includes(',') ? 'there is a comma in the name.' : null;
}

function doubleOf({ id }: Line, byId: ReadonlyMap<string, Line>): string | null {
  const first = byId.get(id);
  return first ? `"${id}" is there already (${first.where}).` : null;
}

function parentProblem(line: Line, byId: ReadonlyMap<string, Line>): string | null {
  if (line.parent === '') return null;
  const parent = byId.get(line.parent);
  if (!parent) return `there is no place "${line.parent}" that it could lie in.`;
  const ring = ringFrom(line, byId);
  if (ring) return `it goes round in a circle (${ring.join(' lies in ')}).`;
  if (!(line.kind in SIZE && parent.kind in SIZE) || SIZE[parent.kind] < SIZE[line.kind]) {
    return null;
  }
  return `a ${line.kind} cannot lie in "${parent.id}", which is a ${parent.kind}.`;
}

/** The ids on the way from a place back to itself; `null` where it ends. */
function ringFrom({ id, parent }: Line, byId: ReadonlyMap<string, Line>): string[] | null {
  const way = [id];
  for (let at = parent; !way.includes(at); at = byId.get(at)?.parent ?? '') {
    if (at === '') return null;
    way.push(at);
  }
  return way[0] === (byId.get(way.at(-1) as string)?.parent ?? '') ? [...way, id] : null;
}

function sameName(line: Line, names: Map<string, Line>): string | null {
  const key = `${line.parent} ${line.kind} ${line.name.toLowerCase()}`;
  const first = names.get(key);
  if (!first) names.set(key, line);
  // One that has the id of the other is named for that.
  return first && first.id !== line.id
    ? `it is the same place as "${first.id}" (${first.where}).`
    : null;
}
