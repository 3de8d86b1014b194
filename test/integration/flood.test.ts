import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { publishRequest, registerRequest } from '../../src/protocol/pubsub.ts';
import { retryAfter } from '../../src/protocol/stanza.ts';
import { RATES } from '../../src/server/service/rates.ts';
import { connect, type RequestRefused, type XmppClient } from '../../src/server/stream/client.ts';
import { IS_MEASURED, reach } from '../harness/reach.ts';
import { type Site, startSite } from '../harness/site.ts';
import { readEverything } from './writers.ts';

/** Milliseconds of flood, and of the calm before it that it is compared with. */
const FLOOD = reach(300_000);
const CALM = reach(60_000);
const OTHERS = 5;
const FLOODER_POSTS_PER_SECOND = RATES.publish.perSecond * 10;

async function join(site: Site, username: string): Promise<XmppClient> {
  const { url, domain } = site;
  const client = await connect({ url, domain, username, password: 'secret-pass', register: true });
  await client.request('set', `channels.${domain}`, registerRequest());
  return client;
}

function p95(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
}

test(
  `R9: ${FLOOD / 1_000} s of flood at ten times the limit: the flooder waits, nobody else does`,
  async () => {
    const site = await startSite({ env: { LIMITS: 'on' } });
    const service = `channels.${site.domain}`;
    const channel = `welcome@topics.${site.domain}`;
    const flooder = await join(site, 'flooder');
    const others = await Promise.all(
      Array.from({ length: OTHERS }, (_, n) => join(site, `calm${n}`)),
    );
    const post = async (client: XmppClient, sent: string[]) => {
      const id = randomUUID();
      await client.request('set', service, publishRequest(channel, { id, text: 'hello' }));
      sent.push(id);
    };
    const sent: string[] = [];
    /** Others write as fast as their limit lets them for ever; gives how long each post took. */
    const calm = async (until: number) => {
      const times: number[] = [];
      const write = async (client: XmppClient) => {
        while (performance.now() < until) {
          const start = performance.now();
          await post(client, sent);
          times.push(performance.now() - start);
          await delay(1_000 / RATES.publish.perSecond);
        }
      };
      await Promise.all(others.map(write));
      return times;
    };
    const before = await calm(performance.now() + CALM);

    const end = performance.now() + FLOOD;
    let waits = 0;
    const flood = async () => {
      while (performance.now() < end) {
        await post(flooder, sent).catch((error: RequestRefused) => {
          expect(error.type).toBe('wait');
          expect(retryAfter(error)).toBeGreaterThan(0);
          waits += 1;
        });
        await delay(1_000 / FLOODER_POSTS_PER_SECOND);
      }
    };
    // The burst that everybody may spend is spent first: what is measured is the limit itself.
    for (let n = 0; n < RATES.publish.burst; n += 1) await post(flooder, sent);
    const [during] = await Promise.all([calm(end), flood()]);
    expect(waits).toBeGreaterThan(0);

    // Nothing that was acknowledged is lost, and the flooder is let in again after the wait.
    await delay(1_000 / RATES.publish.perSecond);
    await post(flooder, sent);
    const found = await readEverything(site, channel);
    expect(sent.filter((id) => !found.has(id))).toEqual([]);
    const [calmly, flooded] = [p95(before), p95(during)];
    process.stdout.write(
      `p95 of others ${calmly.toFixed(1)} ms before, ${flooded.toFixed(1)} ms in the flood; ` +
        `${waits} waits; ${sent.length} posts, none lost\n`,
    );
    if (IS_MEASURED) expect(flooded).toBeLessThan(2 * calmly);
    await Promise.all([...others, flooder].map((client) => client.close()));
    await site.stop();
  },
  CALM + FLOOD + 120_000,
);
