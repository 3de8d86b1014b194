import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Site } from '../../test/harness/site.ts';
import { type Figure, median } from '../figures.ts';
import { ShapedLink } from '../phone/shaped-link.ts';
import { ROW, SlowPhone } from '../phone/slow-phone.ts';

const TIMES = 7;

/**
 * When the list can be read on a slow phone and link that never saw the site, and when it could if
 * a server of nothing but that page gave it: the very same bytes, without a word of script.
 */
export async function besideStatic(site: Site): Promise<Figure[]> {
  const copy = await startCopy(site.url);
  const times = { drawn: [] as number[], copied: [] as number[] };
  try {
    for (let n = 0; n < TIMES; n += 1) {
      times.drawn.push(await firstVisit(site.url));
      times.copied.push(await firstVisit(copy.url));
    }
  } finally {
    copy.stop();
  }
  const [drawn, copied] = [median(times.drawn), median(times.copied)];
  return [
    { what: 'first visit, to a readable list', value: drawn, unit: 'ms' },
    { what: '  of a static page of that size', value: copied, unit: 'ms' },
    { what: '  ratio', value: drawn / copied, unit: 'times', goal: { atMost: 1.15 } },
  ];
}

async function firstVisit(url: string): Promise<number> {
  const link = await ShapedLink.to(url);
  const phone = await SlowPhone.unpack();
  try {
    return await phone.open(link.url, ROW);
  } finally {
    await phone.close();
    await link.close();
  }
}

/** Serves the first page as it is, out of memory, and nothing else. */
async function startCopy(siteUrl: string) {
  const answer = await fetch(siteUrl, { headers: { 'Accept-Encoding': 'br' } });
  const html = (await answer.text()).replace(
    /<script\b[^>]*><\/script>/g,
    (tag) => `<!--${'x'.repeat(Math.max(0, tag.length - 7))}-->`,
  );
  const body = gzipSync(html);
  const server = createServer((request, response) => {
    if (request.url !== '/') return response.writeHead(404).end();
    const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Encoding': 'gzip' };
    return response.writeHead(200, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}`, stop: () => server.close() };
}
