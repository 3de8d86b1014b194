import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Figure, report } from '../figures.ts';
import { choose } from './choice.ts';
import { type Comparison, compare, type Evidence, noEvidence, prepare } from './compare.ts';
import { startEjabberd } from './hosts/ejabberd.ts';
import type { Host } from './hosts/host.ts';
import { startProsody } from './hosts/prosody.ts';
import { buildService, startService } from './hosts/service.ts';
import { type Size, writeLargeDatabase } from './large-database.ts';
import { Load } from './load/load.ts';
import { missingOnDisk } from './on-disk.ts';
import { fillOwn, large, pages } from './pages.ts';

const LARGE: Size = { channels: 10_000, items: 1_000_000, deep: 100_000 };

const START = { Prosody: startProsody, ejabberd: startEjabberd };

/**
 * Measures our service behind Prosody and behind ejabberd beside what they bring themselves, and
 * prints each figure beside its goal. Answers whether all are met. `words` choose what is measured
 * and behind which server, everything where there are none.
 */
export async function serverBench(words: readonly string[]): Promise<boolean> {
  const choice = choose(words);
  await buildService();
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-bench-'));
  chmodSync(folder, 0o755);
  const load = new Load();
  const hosts: Host[] = [];
  try {
    for (const name of choice.hosts) hosts.push(await START[name](folderFor(folder, name)));
    const speed = await comparisons(load, hosts, folder, choice.comparisons);
    const depth = !choice.large || (await depths(load, hosts, folder));
    return speed && depth;
  } finally {
    load.stop();
    for (const host of hosts) await host.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function folderFor(folder: string, name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}

/** What is pushed and posted, behind each server. */
async function comparisons(
  load: Load,
  hosts: readonly Host[],
  folder: string,
  chosen: readonly Comparison[],
): Promise<boolean> {
  let met = true;
  for (const host of hosts) {
    if (chosen.length === 0) {
      await load.order('gather', host.name, host.url, 0);
      continue;
    }
    const database = join(folder, `${host.name}.sqlite`);
    const service = await startService(host, database);
    await prepare(load, host, chosen);
    const evidence = noEvidence();
    met = report(await compare(load, host, evidence, chosen)) && met;
    await service.kill();
    met = report(proofs(evidence, database)) && met;
  }
  return met;
}

function proofs({ faults, acked }: Evidence, database: string): Figure[] {
  const none = { atMost: 0 };
  return [
    { what: 'notifications lost', value: faults.lost, unit: '', goal: none },
    { what: 'notifications doubled', value: faults.doubled, unit: '', goal: none },
    { what: 'notifications out of order', value: faults.reordered, unit: '', goal: none },
    {
      what: `of ${acked.length.toLocaleString('en')} acknowledged posts, not on disk after a kill`,
      value: missingOnDisk(database, acked),
      unit: '',
      goal: none,
    },
  ];
}

/** What is read out of much, behind each server. */
async function depths(load: Load, hosts: readonly Host[], folder: string): Promise<boolean> {
  const path = join(folder, 'large.sqlite');
  console.log(`Writing ${LARGE.items.toLocaleString('en')} items …`);
  await writeLargeDatabase(path, LARGE);
  let met = true;
  for (const host of hosts) {
    console.log(`Filling ${host.name}'s own pubsub …`);
    await fillOwn(load, host);
    const [service, figures] = await large(host, path, LARGE);
    figures.push(...(await pages(load, host, LARGE)));
    figures.push({
      what: 'memory after the pages',
      value: service.memory(),
      unit: 'MB',
      goal: { atMost: 150 },
    });
    await service.kill();
    met = report(figures) && met;
  }
  return met;
}
