import { afterAll, beforeAll, expect, test, vi } from 'vitest';

/** Of a browser, what promises for old engines need: text that rings when it changes. */
class Bell {
  static run: () => void;

  constructor(run: () => void) {
    Bell.run = run;
  }

  observe(): void {
    // There is one text only.
  }
}

const engine = {} as { queueMicrotask: (job: () => void) => void };

beforeAll(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', engine);
  vi.stubGlobal('MutationObserver', Bell);
  const createTextNode = () => ({
    set data(_: string) {
      setImmediate(Bell.run);
    },
  });
  vi.stubGlobal('document', { createTextNode });
});

afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('what waits behind a drawing that fails goes on, and the failure is reported', async () => {
  const { OldPromise } = await import('../../src/app/old/promise.ts');
  const done: string[] = [];
  engine.queueMicrotask(() => {
    throw new Error('drawing');
  });
  OldPromise.resolve().then(() => done.push('behind it'));
  expect(() => vi.runAllTimers()).toThrow('drawing');
  OldPromise.resolve().then(() => done.push('later'));
  vi.runAllTimers();
  expect(done).toEqual(['behind it', 'later']);
});
