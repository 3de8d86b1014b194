import { afterAll, beforeAll, expect, test } from 'vitest';
import { configChangeForm } from '../../../src/protocol/config-form.ts';
import { publishRequest } from '../../../src/protocol/pubsub.ts';
import { createRequest } from '../../../src/protocol/pubsub-owner.ts';
import { connect, type XmppClient } from '../../../src/server/stream/client.ts';
import { eventually } from '../../harness/eventually.ts';
import { reach } from '../../harness/reach.ts';
import { type Site, startSite } from '../../harness/site.ts';
import { openChromium, openFirefox } from './browsers.ts';
import { VECTORS } from './vectors.ts';
import { look, type Seen } from './watcher.ts';

/** As many as the app shows of a channel's topics at once. */
const PER_CHANNEL = 20;
/** In such steps all of them come, and in a short run different payloads behind different exits. */
const STEP = 51;
const chosen = Array.from(
  { length: reach(VECTORS.length) },
  (_, n) => VECTORS[(n * STEP) % VECTORS.length] as string,
);
const CHANNELS = Math.ceil(chosen.length / PER_CHANNEL);

let site: Site;
let pages: { path: string; texts: readonly string[] }[];

/** A channel whose every word is a vector: names, topics, texts, comments. */
async function fill(admin: XmppClient, n: number): Promise<typeof pages> {
  const service = `channels.${site.domain}`;
  const channel = `x${n}@topics.${site.domain}`;
  const texts = chosen.slice(n * PER_CHANNEL, (n + 1) * PER_CHANNEL);
  const [title = '', description = ''] = texts;
  const config = configChangeForm({ title, description });
  await admin.request('set', service, createRequest(channel, config));
  for (const [k, text] of texts.entries()) {
    const topic = { id: `t${k}`, title: text, text };
    await admin.request('set', service, publishRequest(channel, topic));
  }
  for (const [k, text] of texts.entries()) {
    const comment = { id: `c${k}`, text, parent: 't0' };
    await admin.request('set', service, publishRequest(channel, comment));
  }
  return [
    { path: `/channel/${channel}`, texts },
    { path: `/channel/${channel}/t0`, texts },
    { path: `/search?q=${encodeURIComponent(title)}`, texts: [] },
    { path: `/channel/${encodeURIComponent(title)}`, texts: [] },
    { path: `/profile/${encodeURIComponent(title)}`, texts: [] },
  ];
}

beforeAll(async () => {
  site = await startSite();
  const { url, domain, adminPassword: password } = site;
  const admin = await connect({ url, domain, username: 'admin', password });
  pages = [];
  for (let n = 0; n < CHANNELS; n += 1) pages.push(...(await fill(admin, n)));
  pages.push({ path: '/', texts: [] });
  await admin.close();
});

afterAll(() => site?.stop());

test.each([
  ['Chromium', openChromium],
  ['Firefox', openFirefox],
])(
  `P4: ${chosen.length} vectors in every text, %s: shown as text, none fires`,
  async (name, open) => {
    const browser = await open();
    let shown = 0;
    try {
      for (const { path, texts } of pages) {
        await browser.visit(`${site.url}${path}`);
        const seen = await eventually(async () => {
          const found: Seen = JSON.parse(await browser.evaluate(look(texts)));
          const isWhole = found.drawn && found.shown === texts.length;
          return isWhole || found.wrong.length > 0 ? found : undefined;
        }, 30_000);
        expect(seen.wrong, path).toEqual([]);
        shown += seen.shown;
      }
    } finally {
      await browser.close();
    }
    process.stdout.write(`${name}: ${shown} texts on ${pages.length} pages, none fired\n`);
  },
  600_000,
);
