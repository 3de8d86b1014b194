import { gzipSync } from 'node:zlib';
import { Scriptless } from '../../test/harness/scriptless.ts';
import { type Site, startSite } from '../../test/harness/site.ts';
import { type Figure, report } from '../figures.ts';
import { fillTown } from '../phone/town.ts';
import { besideStatic } from './beside-static.ts';
import { cpuOfPages } from './cpu-of-pages.ts';
import { pagesPerSecond } from './pages-per-second.ts';

const KB = 1024;
const CHANNEL = '/channel/roads@topics.localhost';

/** Pages without script: their sizes, what they cost the server, and when they can be read. */
export async function pagesBench(): Promise<boolean> {
  const site = await startSite();
  try {
    await fillTown(site);
    const topic = await newestTopic(site);
    const figures = [
      await size(site, 'the list of channels', '/', 14),
      await size(site, 'a channel of 20 topics', CHANNEL, 6),
      await size(site, 'a topic of 30 comments', topic, 8),
      ...(await cpuOfPages(site, CHANNEL, topic)),
      await pagesPerSecond(site, ['/', CHANNEL, topic]),
      ...(await besideStatic(site)),
    ];
    return report(figures);
  } finally {
    await site.stop();
  }
}

/** What a page takes on the line: gzip, which the oldest phones have, too. */
async function size(site: Site, what: string, path: string, atMost: number): Promise<Figure> {
  const answer = await fetch(site.url + path, { headers: { 'Accept-Encoding': 'identity' } });
  const bytes = gzipSync(Buffer.from(await answer.arrayBuffer()), { level: 6 }).length;
  return {
    what: `${what}, its style within, gzip`,
    value: bytes / KB,
    unit: 'KB',
    goal: { atMost },
  };
}

async function newestTopic(site: Site): Promise<string> {
  const { html } = await new Scriptless(site.url).open(CHANNEL);
  const [, path] = new RegExp(`href="(${CHANNEL}/(?!new|feed)[^"?]+)"`).exec(html) ?? [];
  if (path === undefined) throw new Error('the channel shows no topic');
  return path;
}
