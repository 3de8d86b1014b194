import { expect, test } from 'vitest';
import { createBackOff } from '../../src/app/xmpp/back-off.ts';

test('waits grow up to the most, and begin anew after a success', () => {
  const backOff = createBackOff(1_000, 60_000, () => 1);
  const waits = Array.from({ length: 8 }, () => backOff.next());
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  backOff.reset();
  expect(backOff.next()).toBe(1_000);
});

test('a crowd that was cut off together comes back spread over the whole time', () => {
  const waits = Array.from({ length: 1_000 }, () => {
    const backOff = createBackOff(1_000, 60_000);
    for (let i = 0; i < 6; i += 1) backOff.next();
    return backOff.next();
  });
  expect(Math.max(...waits)).toBeLessThanOrEqual(60_000);
  const tenths = Array.from(
    { length: 10 },
    (_, tenth) => waits.filter((wait) => Math.floor(wait / 6_000) === tenth).length,
  );
  for (const count of tenths) expect(count).toBeGreaterThan(50);
});
