import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { publishRequest } from '../../src/protocol/pubsub.ts';
import { connect } from '../../src/server/stream/client.ts';
import { Scriptless } from '../../test/harness/scriptless.ts';
import type { Site } from '../../test/harness/site.ts';
import { type Figure, median } from '../figures.ts';

const WARM_UP = 50;
const TIMES = 100;

/** After a post, until everybody has been told; in milliseconds. */
const SETTLED = 30;

/** In milliseconds. */
const GOAL = { atMost: 5 };

/**
 * Processor time of the site's own process for pages: the page
 * lane and the channel service, without the XMPP server between them.
 */
export async function cpuOfPages(site: Site, channel: string, topic: string): Promise<Figure[]> {
  const stranger = new Scriptless(site.url);
  const person = new Scriptless(site.url);
  await person.join('reader');
  await person.open(channel);
  await person.submit('follow');
  const somebody = await poster(site, topic);
  const places = { 'the list': '/', 'a channel': channel, 'a topic': topic };
  const figures: Figure[] = [];
  for (const [name, path] of Object.entries(places)) {
    const measure = async (how: string, browser: Scriptless, before?: () => Promise<void>) => {
      figures.push(await row(`${name}, ${how}`, site, () => browser.open(path), before));
    };
    await measure('as it is kept', stranger);
    await measure('drawn after a post', stranger, somebody.post);
    await measure('drawn for a person', person);
    await measure('drawn for a person after a post', person, somebody.post);
  }
  await somebody.leave();
  return figures;
}

/** Somebody who comments on the topic of that address, so that all three pages change. */
async function poster({ url, domain, adminPassword: password }: Site, path: string) {
  const admin = await connect({ url, domain, username: 'admin', password });
  const [channel = '', parent = ''] = path.slice('/channel/'.length).split('/');
  const service = `channels.${domain}`;
  return {
    post: async () => {
      const comment = { id: randomUUID(), title: '', text: 'Not yet.', parent };
      await admin.request('set', service, publishRequest(channel, comment));
      await delay(SETTLED);
    },
    leave: () => admin.close(),
  };
}

async function row(
  what: string,
  site: Site,
  open: () => Promise<{ readonly status: number }>,
  prepare: () => Promise<void> = async () => undefined,
): Promise<Figure> {
  const costs: number[] = [];
  for (let n = 0; n < WARM_UP + TIMES; n += 1) {
    await prepare();
    const before = cpuOf(site);
    const { status } = await open();
    if (status !== 200) throw new Error(`${what}: ${status}`);
    if (n >= WARM_UP) costs.push(cpuOf(site) - before);
  }
  return { what: `CPU of a page: ${what}, median`, value: median(costs), unit: 'ms', goal: GOAL };
}

/** What all threads of the process have used so far, in milliseconds. */
function cpuOf({ process: { pid } }: Site): number {
  const tasks = `/proc/${pid}/task`;
  const nanoseconds = readdirSync(tasks).map((task) =>
    Number(readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')[0]),
  );
  return nanoseconds.reduce((sum, time) => sum + time, 0) / 1e6;
}
