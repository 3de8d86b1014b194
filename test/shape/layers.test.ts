import { expect, test } from 'vitest';
import { importsOf, type Source, sourcesIn } from './sources.ts';

/** ARCHITECTURE.md, "The folders": what each may import besides itself. `*` is everything. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  'src/protocol': [],
  'src/screens': [
    'src/protocol/account.ts',
    'src/protocol/channel.ts',
    'src/protocol/channel-settings.ts',
    'src/protocol/emergency.ts',
    'src/protocol/appeal.ts',
    'src/protocol/case.ts',
    'src/protocol/incident.ts',
    'src/protocol/duration.ts',
    'src/protocol/notice.ts',
    'src/protocol/office.ts',
    'src/protocol/office-log.ts',
    'src/protocol/own-reports.ts',
    'src/protocol/people.ts',
    'src/protocol/todo/kind.ts',
    'src/protocol/todo/kinds.ts',
    'src/protocol/waiting.ts',
    'src/protocol/withheld.ts',
    'src/protocol/permissions.ts',
    'src/protocol/place.ts',
    'src/protocol/plain.ts',
    'src/protocol/place-moderators.ts',
    'src/protocol/limits.ts',
    'src/protocol/jid.ts',
    'src/protocol/post-media.ts',
  ],
  'src/app/xmpp': ['src/protocol'],
  'src/app/store': ['src/protocol'],
  'src/app/pictures': [],
  'src/app/sync': ['src/protocol', 'src/app/store', 'src/app/xmpp'],
  'src/app/actions': ['src/protocol', 'src/app/store', 'src/app/sync'],
  'src/app/connect': [
    'src/screens',
    'src/app/store/read',
    'src/app/actions',
    'src/app/pictures',
    'src/protocol',
  ],
  'src/app/old': ['src/app/main.tsx'],
  'src/app': ['src/app', 'src/screens', 'src/protocol'],
  'src/sw': [],
  'src/server/stream': ['src/protocol'],
  'src/server/component': ['src/protocol', 'src/server/service', 'src/server/stream'],
  'src/server/service': ['src/protocol', 'src/server/storage'],
  'src/server/storage': ['src/protocol'],
  'src/server/media': [
    'src/protocol',
    'src/server/service',
    'src/server/storage/media.ts',
    'src/server/component',
  ],
  'src/server/carriers': ['src/server/service/send-on.ts'],
  'src/server/pages': ['src/protocol', 'src/screens', 'src/server/stream'],
  'src/server/edge': ['src/protocol/limits.ts'],
  'src/server/xmpp-server': ['src/protocol/limits.ts', 'src/server/stream'],
  'src/server/places': ['src/protocol', 'src/server/service/place-tree.ts'],
  'src/server/metrics': ['src/server/storage/database.ts'],
  'src/server': ['src/server', 'src/protocol'],
  'src/backup': ['src/server'],
  'src/transfer': ['src/protocol', 'src/server'],
  'src/doctor': ['src/protocol', 'src/server'],
  'src/audit': ['src/server'],
  'src/demo': ['src/protocol', 'src/server/stream'],
};

/** Small values that every folder of the server may use: they import nothing themselves. */
const SHARED_BY_SERVER = [
  'log',
  'meter',
  'fatal-error',
  'throttle',
  'encoding-for',
  'page-visit',
].map((name) => `src/server/${name}.ts`);

const isWithin = (path: string, place: string) => path === place || path.startsWith(`${place}/`);

/** The most exact layer that a file belongs to. */
function layerOf(path: string): string | undefined {
  return Object.keys(LAYERS)
    .filter((layer) => isWithin(path, layer))
    .sort((a, b) => b.length - a.length)[0];
}

function allowedFor(layer: string): readonly string[] {
  const shared = layer.startsWith('src/server') ? SHARED_BY_SERVER : [];
  return [layer, ...(LAYERS[layer] ?? []), ...shared];
}

function strangersIn(source: Source): readonly string[] {
  const layer = layerOf(source.path);
  if (layer === undefined) return [`${source.path} is in no layer`];
  return importsOf(source)
    .filter((target) => !allowedFor(layer).some((place) => isWithin(target, place)))
    .map((target) => `${source.path} imports ${target}`);
}

const sources = sourcesIn('src');

test('every import goes the way that ARCHITECTURE.md says', () => {
  expect(sources.flatMap(strangersIn)).toEqual([]);
});

test('what the server shares among its folders depends on none of them', () => {
  const shared = sources.filter(({ path }) => SHARED_BY_SERVER.includes(path));
  expect(shared.flatMap(importsOf)).toEqual([]);
});
