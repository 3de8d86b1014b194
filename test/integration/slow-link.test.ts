/** A link on which all takes seconds, and the round trips of coming back. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSession, type Session } from '../../src/app/xmpp/session.ts';
import { ChaosProxy } from '../harness/chaos-proxy.ts';
import { eventually } from '../harness/eventually.ts';
import { NodePhone, siteAt } from '../harness/node-phone.ts';
import { IS_MEASURED, reach } from '../harness/reach.ts';
import { type Site, startSite } from '../harness/site.ts';

const LONG = 3_600_000;
const WELCOME = 'welcome@topics.localhost';
let site: Site;
let link: ChaosProxy;

beforeAll(async () => {
  site = await startSite();
  link = await ChaosProxy.to(site.url);
});

beforeEach(() => {
  link.heal();
  link.weather = {};
});

afterAll(async () => {
  await link?.close();
  await site?.stop();
});

test.each(IS_MEASURED ? [2_000, 4_000] : [4_000])(
  'round trips of %i ms, 32 kbit/s and a stall: one signs in and publishes',
  async (roundTrip) => {
    for (let n = 0; n < reach(50); n += 1) {
      const name = `slow${roundTrip}x${n}`;
      const before = new NodePhone(name);
      await before.join(site.url);
      await before.settled();
      before.stop();
      link.weather = { delay: roundTrip / 2, bytesPerSecond: 4_000 };
      const phone = new NodePhone(name);
      const began = performance.now();
      await phone.signIn(link.url);
      await phone.write(WELCOME, null, `from afar ${n}`);
      link.stall(10_000);
      await phone.sent();
      const took = performance.now() - began;
      process.stdout.write(
        `${roundTrip} ms round trips: sent after ${(took / 1_000).toFixed(1)} s\n`,
      );
      if (IS_MEASURED) expect(took).toBeLessThan(30_000);
      phone.stop();
    }
  },
  LONG,
);

test(
  'coming back takes four round trips after TLS to what is new',
  async () => {
    const phone = new NodePhone('returning');
    await phone.join(link.url);
    await phone.settled();
    phone.account.stop();
    // Far enough away for what is sent together to be on its way before an answer comes.
    link.weather = { delay: 500 };
    link.countRoundTrips();
    await phone.goOn(link.url);
    await eventually(async () => phone.account.connectivity.get().epoch > 0);
    await eventually(() => link.roundTrips >= 4);
    await phone.settled();
    process.stdout.write(`${link.roundTrips} round trips\n`);
    expect(link.roundTrips).toBe(4);
    phone.stop();
  },
  LONG,
);

test(
  'a crowd that was cut off together comes back within a minute, spread out',
  async () => {
    const crowd: Session[] = [];
    const online = new Set<number>();
    for (let n = 0; n < reach(500); n += 1) {
      const nothing = async () => undefined;
      const { ways } = siteAt(site.url);
      const session = createSession(
        {
          ...{ ways, domain: 'anon.localhost', credentials: { kind: 'anonymous' } as const },
          tokens: { load: nothing, save: nothing, remove: nothing },
          userAgent: `phone-${n}`,
        },
        {
          online: () => online.add(n),
          offline: () => online.delete(n),
          refused: () => undefined,
          stanza: () => undefined,
        },
      );
      session.start();
      crowd.push(session);
    }
    await eventually(() => online.size === crowd.length, 120_000);
    await site.kill('SIGKILL');
    await eventually(() => online.size === 0, 120_000);
    await site.start();
    const began = performance.now();
    await eventually(() => online.size === crowd.length, 180_000);
    const took = performance.now() - began;
    process.stdout.write(`${crowd.length} phones are back after ${(took / 1_000).toFixed(1)} s\n`);
    if (IS_MEASURED) expect(took).toBeLessThan(60_000);
    for (const session of crowd) session.stop();
  },
  LONG,
);
