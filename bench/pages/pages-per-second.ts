import { execFileSync } from 'node:child_process';
import { Agent, get } from 'node:http';
import { cpus } from 'node:os';
import type { Site } from '../../test/harness/site.ts';
import type { Figure } from '../figures.ts';

const SECONDS = 5;
const AT_ONCE = 20;

/** How many pages one core gives to readers in a second. */
export async function pagesPerSecond(site: Site, paths: readonly string[]): Promise<Figure> {
  const { pid } = site.process;
  const all = cpus().length > 1;
  if (all) execFileSync('taskset', ['-acp', '0', String(pid)], { stdio: 'ignore' });
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const until = performance.now() + SECONDS * 1_000;
  let pages = 0;
  const read = async () => {
    while (performance.now() < until) {
      await fetched(agent, site.url + paths[pages % paths.length]);
      pages += 1;
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, read));
  } finally {
    agent.destroy();
    if (all) {
      const cores = `0-${cpus().length - 1}`;
      execFileSync('taskset', ['-acp', cores, String(pid)], { stdio: 'ignore' });
    }
  }
  return {
    what: 'pages on one core, to readers',
    value: pages / SECONDS,
    unit: '/s',
    goal: { atLeast: 300 },
  };
}

function fetched(agent: Agent, url: string): Promise<void> {
  const headers = { 'Accept-Encoding': 'gzip' };
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${url}: ${answer.statusCode}`));
      answer.on('end', resolve).resume();
    });
    request.on('error', reject);
  });
}
