import { expect, test } from 'vitest';
import { Arrivals } from '../../src/server/component/arrivals.ts';

test('what a connection asks waits for its presence; what others ask does not', async () => {
  const arrivals = new Arrivals();
  const said: string[] = [];
  let stored: () => void = () => undefined;
  arrivals.begin(
    'a@x/1',
    () =>
      new Promise((resolve) => {
        stored = resolve;
      }),
  );
  arrivals.begin('a@x/1', async () => {
    said.push('second presence');
  });
  const waiting = arrivals.settled('a@x/1').then(() => said.push('question'));
  await arrivals.settled('b@x/1');
  expect(said).toEqual([]);
  stored();
  await waiting;
  expect(said).toEqual(['second presence', 'question']);
  await arrivals.settled('a@x/1');
});
