import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readMeta } from '../../src/app/store/read/meta.ts';
import { type Clock, createClock } from '../../src/app/sync/clock.ts';
import { NoAnswer } from '../../src/app/xmpp/requests.ts';
import type { Session } from '../../src/app/xmpp/session.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { el } from '../../src/protocol/xml.ts';
import { freshStore } from './fresh-store.ts';

const NS_TIME = 'urn:xmpp:time';
const MINUTE = 60_000;
const TRUE_TIME = Date.parse('2026-03-10T12:00:00Z');

const store = freshStore();
let clock: Clock;
/** The server's clock goes with the phone's ticking, whatever the phone's own is set to. */
let started: number;
let asked: number;
let linked: boolean;

const trueNow = () => TRUE_TIME + performance.now() - started;
const offset = () => readMeta(store, 'clockOffset');
const shown = async () => Date.now() + ((await offset()) ?? 0);

const session = {
  request: async () => {
    asked += 1;
    if (!linked) throw new NoAnswer();
    const utc = el(NS_TIME, 'utc', {}, new Date(trueNow()).toISOString());
    return el(NS.CLIENT, 'iq', { type: 'result' }, el(NS_TIME, 'time', {}, utc));
  },
} as unknown as Session;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setInterval', 'clearInterval'] });
  vi.setSystemTime('2019-01-01T00:00:00Z');
  started = performance.now();
  asked = 0;
  linked = true;
  clock = createClock(session, store, 'localhost');
});

afterEach(() => {
  clock.stop();
  vi.useRealTimers();
});

test('a phone whose clock is years off shows the server’s time, and asks once', async () => {
  clock.learn();
  await expect.poll(shown).toBe(TRUE_TIME);
  await vi.advanceTimersByTimeAsync(30 * MINUTE);
  expect(await shown()).toBe(trueNow());
  expect(asked).toBe(1);
});

test.each(['2026-03-10T12:10:00Z', '2031-05-05T05:05:05Z', '1970-01-01T00:00:00Z'])(
  'set to %s while the app runs, it is compared anew',
  async (set) => {
    clock.learn();
    await expect.poll(shown).toBe(TRUE_TIME);
    vi.setSystemTime(set);
    await vi.advanceTimersByTimeAsync(MINUTE);
    await expect.poll(shown).toBe(trueNow());
    expect(asked).toBe(2);
  },
);

test('without a link it is asked again until there is one', async () => {
  clock.learn();
  await expect.poll(shown).toBe(TRUE_TIME);
  linked = false;
  vi.setSystemTime('2031-05-05T05:05:05Z');
  await vi.advanceTimersByTimeAsync(3 * MINUTE);
  expect(asked).toBe(4);
  linked = true;
  await vi.advanceTimersByTimeAsync(MINUTE);
  await expect.poll(shown).toBe(trueNow());
});
