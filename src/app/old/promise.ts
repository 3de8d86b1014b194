/**
 * Promises in the place of the engine's own. Firefox before 60 ends a transaction of IndexedDB before
 * it runs what waits for a promise; here whoever hears of a request runs that at once ({@link settle}).
 */
type Job = () => void;
type Thenable = {
  then: (done: (value: unknown) => void, failed: (reason: unknown) => void) => void;
};

const jobs: Job[] = [];
const bell = document.createTextNode('');
let rings = 0;
new MutationObserver(settle).observe(bell, { characterData: true });

function later(job: Job): void {
  jobs.push(job);
  if (jobs.length > 1) return;
  rings += 1;
  bell.data = String(rings % 2);
}

/** Runs all that waits for settled promises. Call it last in a listener of an engine's event. */
export function settle(): void {
  for (let next = jobs[0]; next; next = jobs[0]) {
    try {
      next();
    } catch (error) {
      // As engines do: it is reported, and what waits behind it goes on.
      setTimeout(() => {
        throw error;
      });
    }
    jobs.shift();
  }
}

const isThenable = (value: unknown): value is Thenable =>
  value !== null &&
  (typeof value === 'object' || typeof value === 'function') &&
  typeof (value as Partial<Thenable>).then === 'function';

type State = 'pending' | 'fulfilled' | 'rejected';

/** As ECMA-262 has it (27.2), but for subclasses. */
export class OldPromise {
  state: State = 'pending';
  value: unknown;
  waiting: Job[] = [];

  constructor(work: (done: (value?: unknown) => void, failed: (reason: unknown) => void) => void) {
    follow(this, work);
  }

  // biome-ignore lint/suspicious/noThenProperty: it is a promise
  then(onDone?: unknown, onFailed?: unknown): OldPromise {
    return new OldPromise((done, failed) => {
      const job = () => {
        const handler = this.state === 'fulfilled' ? onDone : onFailed;
        if (typeof handler !== 'function') {
          if (this.state === 'fulfilled') done(this.value);
          else failed(this.value);
          return;
        }
        try {
          done(handler(this.value));
        } catch (error) {
          failed(error);
        }
      };
      if (this.state === 'pending') this.waiting.push(job);
      else later(job);
    });
  }

  catch(onFailed: unknown): OldPromise {
    return this.then(undefined, onFailed);
  }

  finally(work: () => unknown): OldPromise {
    return this.then(
      (value: unknown) => OldPromise.resolve(work()).then(() => value),
      (reason: unknown) =>
        OldPromise.resolve(work()).then(() => {
          throw reason;
        }),
    );
  }

  static resolve(value?: unknown): OldPromise {
    return value instanceof OldPromise ? value : new OldPromise((done) => done(value));
  }

  static reject(reason: unknown): OldPromise {
    return new OldPromise((_, failed) => failed(reason));
  }

  static all(promises: Iterable<unknown>): OldPromise {
    return new OldPromise((done, failed) => {
      const all = Array.from(promises);
      const values: unknown[] = [];
      let left = all.length;
      if (left === 0) done(values);
      all.forEach((one, index) => {
        OldPromise.resolve(one).then((value: unknown) => {
          values[index] = value;
          left -= 1;
          if (left === 0) done(values);
        }, failed);
      });
    });
  }

  static race(promises: Iterable<unknown>): OldPromise {
    return new OldPromise((done, failed) => {
      for (const one of Array.from(promises)) OldPromise.resolve(one).then(done, failed);
    });
  }
}

/** Lets `work` decide a promise, once. */
function follow(promise: OldPromise, work: ConstructorParameters<typeof OldPromise>[0]): void {
  let isDecided = false;
  const once = (decide: (value: unknown) => void) => (value?: unknown) => {
    if (isDecided) return;
    isDecided = true;
    decide(value);
  };
  const failed = once((reason) => decideAs(promise, 'rejected', reason));
  const done = once((value) => {
    if (!isThenable(value)) decideAs(promise, 'fulfilled', value);
    else later(() => follow(promise, (yes, no) => value.then(yes, no)));
  });
  try {
    work(done, failed);
  } catch (error) {
    failed(error);
  }
}

function decideAs(promise: OldPromise, state: State, value: unknown): void {
  promise.state = state;
  promise.value = value;
  promise.waiting.forEach(later);
  promise.waiting = [];
}

Object.defineProperty(window, 'Promise', { value: OldPromise, configurable: true, writable: true });
// What is queued keeps its place among what waits for promises.
Object.defineProperty(window, 'queueMicrotask', { value: later, configurable: true });
