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
    if (works.includes(way)) ways.works();
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
  ways.works();
  expect([ways.next(), ways.next(), ways.next()].join('')).toBe('bbb');
});

test('WebSockets that worked once are tried again', () => {
  vi.stubGlobal('WebSocket', class {});
  const ways = createWays('w', 'b');
  ways.next();
  ways.works();
  expect([ways.next(), ways.next(), ways.next()].join('')).toBe('wwb');
  ways.works();
  expect(ways.next()).toBe('w');
});

test('an engine without WebSocket never tries one', () => {
  vi.stubGlobal('WebSocket', undefined);
  expect(tried(3, [])).toBe('bbb');
});
