import { expect, test } from 'vitest';
import type { ServiceContext } from '../../src/server/service/context.ts';
import { keptCount } from '../../src/server/service/kept-count.ts';

test('what is asked for again and again is kept, however much else is counted', async () => {
  // Nothing is read but what the test counts.
  const ctx = { database: {} } as ServiceContext;
  let counted = 0;
  const large = () =>
    keptCount(ctx, 'large', 1, {
      all: async () => {
        counted += 1;
        return 1_000_000;
      },
      since: async () => undefined,
    });
  for (let n = 0; n < 3_000; n += 1) {
    expect(await large()).toBe(1_000_000);
    const small = { all: async () => n, since: async () => undefined };
    expect(await keptCount(ctx, `small ${n}`, 1, small)).toBe(n);
  }
  expect(counted).toBe(1);
});
