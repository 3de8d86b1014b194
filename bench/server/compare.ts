import { type Figure, median } from '../figures.ts';
import type { Host } from './hosts/host.ts';
import type { Subject } from './load/commands.ts';
import type { Load } from './load/load.ts';
import type { Faults } from './load/receipts.ts';
import { inRounds, medianRatio, type Pair } from './rounds.ts';
import { KEEPS, NODES, subjectsOn } from './subjects.ts';

/** Subscribers of the two broadcasts. */
export const SIZES = [100, 1_000] as const;
const CALM_SIZE = 100;
/** What can be chosen of the comparisons. */
export const COMPARISONS = ['broadcasts', 'posts', 'last'] as const;
export type Comparison = (typeof COMPARISONS)[number];

const ROUNDS = 5;
/** Of a round of each, in seconds. */
const SECONDS = 2;
const CALM_POSTS = 30;

/** What was seen besides the speed: everything of ours that was acknowledged, and every fault. */
export interface Evidence {
  readonly acked: string[];
  readonly faults: { lost: number; doubled: number; reordered: number };
}

export function noEvidence(): Evidence {
  return { acked: [], faults: { lost: 0, doubled: 0, reordered: 0 } };
}

/** Signs in to a server whom the chosen measurements need, and founds what they measure with. */
export async function prepare(
  load: Load,
  host: Host,
  chosen: readonly Comparison[],
): Promise<void> {
  const calm = chosen.includes('last') ? [CALM_SIZE] : [];
  const sizes = chosen.includes('broadcasts') ? SIZES : calm;
  await load.order('gather', host.name, host.url, Math.max(1, ...sizes));
  for (const subject of Object.values(subjectsOn(host.name))) {
    for (const size of sizes) {
      await load.order('found', subject, NODES.fan(size), KEEPS.fan[host.name], size);
    }
    if (!chosen.includes('posts')) continue;
    await load.order('found', subject, NODES.posts, KEEPS.posts[host.name], 1, true);
  }
  // Last: who is there is pushed each new follower, a thousand times a thousand.
  await load.order('appear', host.name);
}

/** Notifications per second, acknowledged posts per second, and publish to last of 100. */
export async function compare(
  load: Load,
  host: Host,
  evidence: Evidence,
  chosen: readonly Comparison[],
): Promise<Figure[]> {
  const measured = { load, host, evidence };
  const figures: Figure[] = [];
  if (chosen.includes('broadcasts')) {
    for (const size of SIZES) figures.push(...(await broadcasts(measured, size)));
  }
  if (chosen.includes('posts')) figures.push(...(await posts(measured)));
  if (chosen.includes('last')) figures.push(...(await last(measured)));
  return figures;
}

interface Measured {
  readonly load: Load;
  readonly host: Host;
  readonly evidence: Evidence;
}

async function broadcasts({ load, host, evidence }: Measured, size: number): Promise<Figure[]> {
  const pairs = await inRounds(ROUNDS, subjectsOn(host.name), async (subject) => {
    const run = await load.order('fanOutClosed', subject, NODES.fan(size), size, SECONDS);
    note(evidence, subject, run);
    return (run.posts * size) / run.seconds;
  });
  const what = `notifications/s, ${size} subscribers, behind ${host.name}`;
  return figuresOf(pairs, what, ownOf(host), '/s', { atLeast: 1.1 });
}

async function posts({ load, host, evidence }: Measured): Promise<Figure[]> {
  const pairs = await inRounds(ROUNDS, subjectsOn(host.name), async (subject) => {
    const run = await load.order('posting', subject, NODES.posts, SECONDS);
    note(evidence, subject, run);
    return run.acked.length / run.seconds;
  });
  const atLeast = host.name === 'Prosody' ? 5 : 2;
  const what = `acknowledged posts/s, 10 publishers, behind ${host.name}`;
  return figuresOf(pairs, what, ownOf(host), '/s', { atLeast });
}

async function last({ load, host, evidence }: Measured): Promise<Figure[]> {
  const node = NODES.fan(CALM_SIZE);
  const pairs = await inRounds(ROUNDS, subjectsOn(host.name), async (subject) => {
    const run = await load.order('fanOutCalm', subject, node, CALM_SIZE, CALM_POSTS);
    note(evidence, subject, run);
    return median(run.latencies);
  });
  const what = `publish to last of ${CALM_SIZE}, 10 posts/s, behind ${host.name}`;
  return figuresOf(pairs, what, ownOf(host), 'ms', { atMost: 1.2 });
}

const ownOf = (host: Host) => `${host.name}'s own`;

/** The servers' own faults count too: a comparison with a service that loses is none. */
function note(
  evidence: Evidence,
  subject: Subject,
  run: Faults & { readonly acked: readonly string[] },
): void {
  const { faults, acked } = evidence;
  faults.lost += run.lost;
  faults.doubled += run.doubled;
  faults.reordered += run.reordered;
  if (subject.dialect === 'channels') acked.push(...run.acked);
}

/** Both figures, and their ratio beside its goal. */
function figuresOf(
  pairs: readonly Pair[],
  what: string,
  own: string,
  unit: string,
  goal: NonNullable<Figure['goal']>,
): Figure[] {
  return [
    { what, value: median(pairs.map((pair) => pair.ours)), unit },
    { what: `  ${own}`, value: median(pairs.map((pair) => pair.own)), unit },
    { what: '  ratio, median of rounds', value: medianRatio(pairs), unit: 'times', goal },
  ];
}
