import { expect, test } from 'vitest';
import { routeOf } from '../../src/screens/route.ts';
import { isScreen } from '../../src/sw/screens.ts';
import { STOPS } from '../tour/stops.ts';

const paths = STOPS.filter(({ at }) => routeOf(at) !== null).map(({ at }) =>
  at.replace(/\?.*/, ''),
);

test.each([...new Set(paths)])('%s is there without a network', (path) => {
  expect(isScreen(path)).toBe(true);
});

test.each(['/channel/water@topics.localhost/feed', '/media/1', '/health/live', '/nothing/is/here'])(
  '%s is the server’s',
  (path) => {
    expect(isScreen(path)).toBe(false);
  },
);
