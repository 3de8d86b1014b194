import { median } from '../figures.ts';
import { report } from './budgets.ts';
import { ROUND_TRIP, type ShapedLink } from './shaped-link.ts';
import { ROW, type SlowPhone } from './slow-phone.ts';

const TIMES = 5;

/**
 * Opening the app again, with and without a network, when nothing has happened meanwhile. What comes to the phone is
 * held against the budget: what it sends is mostly headers that browsers write. It is printed.
 */
export async function reopening(phone: SlowPhone, link: ShapedLink): Promise<boolean[]> {
  const readable: number[] = [];
  const bytes: number[] = [];
  const bytesUp: number[] = [];
  const trips: number[] = [];
  for (let n = 0; n < TIMES; n += 1) {
    await phone.page.goto('about:blank');
    await link.quiet();
    link.reset();
    readable.push(await phone.open(link.url, ROW));
    await link.quiet();
    bytes.push(link.bytesDown);
    bytesUp.push(link.bytes - link.bytesDown);
    trips.push(roundTrips(phone.frames));
  }
  console.log(`     ${median(bytesUp).toFixed(0)} bytes sent to reopen, nothing new`);
  const withNetwork = [
    report('reopening, nothing new, to the phone', median(bytes)),
    report('reopening, round trips after TLS', median(trips)),
    report('reopening, to a readable list', median(readable)),
  ];

  link.cut();
  const offline: number[] = [];
  link.reset();
  for (let n = 0; n < TIMES; n += 1) {
    // Nor does anybody open it while it is still opening.
    await phone.page.goto('about:blank');
    await phone.page.waitForTimeout(2_000);
    offline.push(await phone.open(link.url, ROW));
  }
  return [
    ...withNetwork,
    report('reopening without network, bytes', link.bytes),
    report('reopening without network, to a readable list', median(offline)),
  ];
}

/**
 * The upgrade is one; each time that the phone speaks after it was spoken to is another, unless it
 * spoke less than a round trip ago: then it waited for nothing, and what came was still on its way.
 */
function roundTrips(frames: SlowPhone['frames']): number {
  const last = frames.findLastIndex(({ way, data }) => way === '>' && /^<iq/.test(data));
  let trips = 1;
  let began = Number.NEGATIVE_INFINITY;
  for (const [n, { way, at }] of frames.slice(0, last + 1).entries()) {
    if (way === '<' || frames[n - 1]?.way === '>' || at - began < ROUND_TRIP / 1_000) continue;
    trips += 1;
    began = at;
  }
  return trips;
}
