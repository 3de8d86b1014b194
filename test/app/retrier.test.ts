import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRetrier } from '../../src/app/sync/retrier.ts';
import { createBackOff } from '../../src/app/xmpp/back-off.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const backOff = () => createBackOff(1_000, 60_000, () => 1);

test('work that failed is tried again, later and later, until it succeeds', async () => {
  const work = vi.fn(async () => work.mock.calls.length === 4);
  createRetrier(work, backOff()).now();
  await vi.advanceTimersByTimeAsync(0);
  expect(work).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1_000 + 2_000);
  expect(work).toHaveBeenCalledTimes(3);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(work).toHaveBeenCalledTimes(4);
});

test('what comes up while it runs is done after it, never beside it', async () => {
  let running = 0;
  const work = vi.fn(async () => {
    running += 1;
    expect(running).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    running -= 1;
    return true;
  });
  const retrier = createRetrier(work, backOff());
  retrier.now();
  retrier.now();
  retrier.now();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(work).toHaveBeenCalledTimes(2);
});

test('stopped is stopped', async () => {
  const work = vi.fn(async () => false);
  const retrier = createRetrier(work, backOff());
  retrier.now();
  await vi.advanceTimersByTimeAsync(0);
  retrier.stop();
  retrier.now();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(work).toHaveBeenCalledTimes(1);
});
