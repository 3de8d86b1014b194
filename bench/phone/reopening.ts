import { report } from './budgets.ts';
import { median } from './median.ts';
import type { ShapedLink } from './shaped-link.ts';
import { ROW, type SlowPhone } from './slow-phone.ts';

const TIMES = 5;

/** Opening the app again, with and without a network, when nothing has happened meanwhile. */
export async function reopening(phone: SlowPhone, link: ShapedLink): Promise<boolean[]> {
  const readable: number[] = [];
  const bytes: number[] = [];
  const trips: number[] = [];
  for (let n = 0; n < TIMES; n += 1) {
    await phone.page.goto('about:blank');
    await link.quiet();
    link.reset();
    readable.push(await phone.open(link.url, ROW));
    await link.quiet();
    bytes.push(link.bytes);
    trips.push(roundTrips(phone.frames));
  }
  const withNetwork = [
    report('reopening, nothing new', median(bytes)),
    report('reopening, round trips after TLS', median(trips)),
    report('reopening, to a readable list', median(readable)),
  ];

  link.cut();
  const offline: number[] = [];
  link.reset();
  for (let n = 0; n < TIMES; n += 1) offline.push(await phone.open(link.url, ROW));
  return [
    ...withNetwork,
    report('reopening without network, bytes', link.bytes),
    report('reopening without network, to a readable list', median(offline)),
  ];
}

/** The upgrade is one; each time that the phone speaks after it was spoken to is another. */
function roundTrips(frames: SlowPhone['frames']): number {
  const last = frames.findLastIndex(({ way, data }) => way === '>' && /^<iq/.test(data));
  return frames
    .slice(0, last + 1)
    .reduce((sum, { way }, n) => sum + (way === '>' && frames[n - 1]?.way !== '>' ? 1 : 0), 1);
}
