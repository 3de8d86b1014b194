import { afterEach, expect, test, vi } from 'vitest';
import { createWays } from '../../src/app/xmpp/ways.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** The ways that are tried, the server being heard only on those that `works` lists. */
function tried(count: number, works: readonly string[]): string {
  const ways = createWays('w', 'b');
  let all = '';
  for (let n = 0; n < count; n += 1) {
    const way = ways.next();
    all += way;
    if (works.includes(way)) ways.works(way);
  }
  return all;
}

test.each([
  ['nothing works: the network may be gone', [], 'wwbwwbw'],
  ['WebSockets are stopped: no more of them', ['b'], 'wwbbbbb'],
  ['WebSockets work: nothing else', ['w', 'b'], 'wwwwwww'],
])('%s', (_, works, expected) => {
  vi.stubGlobal('WebSocket', class {});
  expect(tried(7, works)).toBe(expected);
});

test('BOSH that alone has worked is not left while the network is gone', () => {
  vi.stubGlobal('WebSocket', class {});
  const ways = createWays('w', 'b');
  for (let n = 0; n < 3; n += 1) ways.next();
  ways.works('b');
  expect([ways.next(), ways.next(), ways.next()].join('')).toBe('bbb');
});

test('WebSockets that worked once are tried again', () => {
  vi.stubGlobal('WebSocket', class {});
  const ways = createWays('w', 'b');
  ways.next();
  ways.works('w');
  expect([ways.next(), ways.next(), ways.next()].join('')).toBe('wwb');
  ways.works('b');
  expect(ways.next()).toBe('w');
});

test('WebSockets are not given up since another session tried BOSH before the server was heard', () => {
  vi.stubGlobal('WebSocket', class {});
  const ways = createWays('w', 'b');
  // The first is slow to answer, and the session of a sign-out that is owed goes round.
  const slow = ways.next();
  for (let n = 0; n < 2; n += 1) ways.next();
  ways.works(slow);
  expect(ways.next()).toBe('w');
});

test('an engine without WebSocket never tries one', () => {
  vi.stubGlobal('WebSocket', undefined);
  expect(tried(3, [])).toBe('bbb');
});
