import { expect, test } from 'vitest';
import { Turns } from '../../src/server/storage/turns.ts';

test('turns come in the order of taking, in whatever order they are waited for', async () => {
  const turns = new Turns();
  const [first, second, third] = [turns.take(), turns.take(), turns.take()];
  const came: number[] = [];
  const wait = [
    third.comes.then(() => came.push(3)),
    second.comes.then(() => came.push(2)),
    first.comes.then(() => came.push(1)),
  ];
  second.end();
  await first.comes;
  expect(came).toEqual([1]);
  first.end();
  await Promise.all(wait);
  expect(came).toEqual([1, 2, 3]);
});
