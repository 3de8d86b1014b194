import { expect, test } from 'vitest';
import { Watchers } from '../../src/server/service/watchers.ts';

const actor = (name: string) => ({ jid: 'a@x', fullJid: `a@x/${name}`, isLocal: false });

test('those who never said that they are there, or that they go, are not kept without end', () => {
  const watchers = new Watchers(new Set(['a@x/site']));
  watchers.add('town', actor('site'));
  for (let n = 0; n < 10_005; n += 1) {
    watchers.add('town', actor(`${n}`));
    watchers.keepWithinBounds(`a@x/${n}`);
  }
  const names = watchers.of('town').map(({ fullJid }) => fullJid.slice('a@x/'.length));
  expect(names).toHaveLength(10_000);
  expect(names.slice(0, 2)).toEqual(['site', '6']);
  watchers.clear();
  expect(watchers.of('town')).toEqual([]);
});
