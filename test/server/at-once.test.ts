import { expect, test } from 'vitest';
import { AtOnce } from '../../src/server/media/at-once.ts';

/** Each of so many people takes all places that they can have, one at a time in turn. */
function filled(people: number): AtOnce {
  const places = new AtOnce(50, 10);
  const all = Array.from({ length: people }, (_, n) => `person-${n}`);
  for (let round = 0; round < 10; round += 1) for (const one of all) places.enter(one);
  return places;
}

test('who is there alone has ten places, and each of few as many as they need', () => {
  expect(filled(1).count).toBe(10);
  expect(filled(2).count).toBeGreaterThanOrEqual(15);
});

test.each([5, 10, 25, 40])(
  'where %i people hold all that they can, there is one for the next',
  (n) => {
    const places = filled(n);
    expect(places.count).toBeLessThan(50);
    expect(places.enter('somebody')).toBe(true);
  },
);

test('there are no more than fifty, and each that was left is there again', () => {
  const places = filled(60);
  expect(places.count).toBe(50);
  expect(places.enter('somebody')).toBe(false);
  places.leave('person-0');
  expect(places.enter('somebody')).toBe(true);
});
