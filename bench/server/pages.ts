import { type Figure, median, percentile } from '../figures.ts';
import type { Host } from './hosts/host.ts';
import { type Service, startService } from './hosts/service.ts';
import { DEEP, type Size } from './large-database.ts';
import type { Load } from './load/load.ts';
import { pageTimes } from './page-times.ts';
import { inRounds, medianRatio } from './rounds.ts';
import { depthsOn, KEEPS, NODES } from './subjects.ts';

const ROUNDS = 3;
const SECONDS = 3;
/** What the servers' own nodes hold, since more takes them too long to be measured. */
const HELD = 10_000;
const PAGES_IN_SERVICE = 2_000;
/** How many times as many requests per second as the server's own pubsub. */
const GOAL = { Prosody: 8, ejabberd: 100 } as const;

/** A service on the large database: how it starts, and how long its pages take it. */
export async function large(host: Host, path: string, size: Size): Promise<[Service, Figure[]]> {
  const service = await startService(host, path);
  const started = service.memory();
  const times = await pageTimes(path, size.deep, PAGES_IN_SERVICE);
  const items = size.items.toLocaleString('en');
  return [
    service,
    [
      {
        what: `start with ${items} items in ${size.channels.toLocaleString('en')} channels`,
        value: service.startMs / 1_000,
        unit: 's',
        goal: { atMost: 3 },
      },
      { what: 'memory after the start', value: started, unit: 'MB', goal: { atMost: 150 } },
      {
        what: `page of 20 anywhere in ${size.deep.toLocaleString('en')} items, in the service, p95`,
        value: percentile(times, 95),
        unit: 'ms',
        goal: { atMost: 5 },
      },
      { what: '  median', value: median(times), unit: 'ms' },
    ],
  ];
}

/** Fills a node of the server's own pubsub. */
export async function fillOwn(load: Load, host: Host): Promise<void> {
  const { own } = depthsOn(host.name);
  await load.order('found', own, NODES.pages, KEEPS.pages[host.name], 0);
  await load.order('fill', own, NODES.pages, HELD);
}

/** Pages per second: of ours anywhere in the deep channel, of the server's own the newest. */
export async function pages(load: Load, host: Host, size: Size): Promise<Figure[]> {
  const subjects = depthsOn(host.name);
  const pairs = await inRounds(ROUNDS, subjects, async (subject) => {
    const name = subject === subjects.ours ? DEEP : NODES.pages;
    const run = await load.order('paging', subject, name, SECONDS, size.deep);
    return run.pages / run.seconds;
  });
  return [
    {
      what: `pages/s of ${size.deep.toLocaleString('en')} items, behind ${host.name}`,
      value: median(pairs.map((pair) => pair.ours)),
      unit: '/s',
    },
    {
      what: `  ${host.name}'s own, of ${HELD.toLocaleString('en')}`,
      value: median(pairs.map((pair) => pair.own)),
      unit: '/s',
    },
    {
      what: '  ratio, median of rounds',
      value: medianRatio(pairs),
      unit: 'times',
      goal: { atLeast: GOAL[host.name] },
    },
  ];
}
