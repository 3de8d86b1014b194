import { expect, test } from 'vitest';
import { Comeback } from '../../src/server/component/comeback.ts';

/** Each telling waits until the test lets it end. */
function comeback() {
  const tellings: PromiseWithEnds[] = [];
  const failures: unknown[] = [];
  const tell = () =>
    new Promise<void>((resolve, reject) => {
      tellings.push({ resolve, reject });
    });
  return { back: new Comeback(tell, (error) => failures.push(error)), tellings, failures };
}

interface PromiseWithEnds {
  resolve(): void;
  reject(error: Error): void;
}

test('nothing is pushed before everybody was told that the link was down, however often that fails', async () => {
  const { back, tellings, failures } = comeback();
  expect(back.isTold).toBe(false);
  const up = back.linkUp();
  tellings[0]?.reject(new Error('no database'));
  await expect.poll(() => tellings.length).toBe(2);
  expect(failures).toHaveLength(1);
  expect(back.isTold).toBe(false);
  tellings[1]?.resolve();
  await up;
  expect(back.isTold).toBe(true);
  back.linkDown();
  expect(back.isTold).toBe(false);
});

test('what was told over a link that is down again does not count', async () => {
  const { back, tellings } = comeback();
  const first = back.linkUp();
  back.linkDown();
  const second = back.linkUp();
  tellings[0]?.resolve();
  await first;
  expect(back.isTold).toBe(false);
  tellings[1]?.resolve();
  await second;
  expect(back.isTold).toBe(true);
});
