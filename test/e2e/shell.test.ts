import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Edge, startEdge } from '../../src/server/edge/edge.ts';
import { createLog } from '../../src/server/log.ts';
import { ChaosProxy } from '../harness/chaos-proxy.ts';
import { reach } from '../harness/reach.ts';
import { startSite } from '../harness/site.ts';
import { FAULTS, type Fault, HostileEdge } from './hostile-edge.ts';
import { makeNextBuild, shellOf } from './next-build.ts';
import { openPhones, type Phone } from './phone.ts';

const THIS_BUILD = 'dist/public';
const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-'));
const NEXT_BUILD = join(folder, 'public');
let sites: readonly Edge[];
let hotspot: HostileEdge;
let phones: Awaited<ReturnType<typeof openPhones>>;

beforeAll(async () => {
  makeNextBuild(THIS_BUILD, NEXT_BUILD);
  sites = await Promise.all([THIS_BUILD, NEXT_BUILD].map(serve));
  phones = await openPhones();
});

beforeEach(async () => {
  hotspot = await HostileEdge.before(urlOf(0));
});

afterEach(() => hotspot.close());

afterAll(async () => {
  await phones?.close();
  await Promise.all((sites ?? []).map((site) => site.stop()));
  rmSync(folder, { recursive: true, force: true });
});

test('whatever a hotspot answers, nothing but the app is kept, and the app goes on', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(faultOfFile(), { minLength: 1 }), async (mix) => {
      hotspot.siteUrl = urlOf(0);
      const phone = await phones.phone(hotspot.url);
      await kept(phone, THIS_BUILD, mix);
      hotspot.siteUrl = urlOf(1);
      await kept(phone, NEXT_BUILD, mix);
      await phone.page.context().close();
    }),
    { numRuns: reach(50), endOnFailure: true },
  );
}, 600_000);

test('the person takes the new version when it suits them, in every tab', async () => {
  const phone = await phones.phone(hotspot.url);
  await kept(phone, THIS_BUILD, []);
  const other = await phone.context.newPage();
  await other.goto(hotspot.url);
  hotspot.siteUrl = urlOf(1);
  await update(phone);
  await phone.link('Menu').click();
  await phone.button('Use the new version').click();
  await phone.page.locator('#next').waitFor({ state: 'attached' });
  await other.locator('#next').waitFor({ state: 'attached' });
  await phone.heading('Menu');
});

test('what is being written is there in the new version, to the last letter', async () => {
  const site = await startSite();
  const link = await ChaosProxy.to(site.url);
  try {
    const phone = await phones.phone(link.url);
    await phone.join('anna');
    await phone.page.evaluate(() => navigator.serviceWorker.ready);
    await phone.openChannel('Welcome');
    await phone.link('New topic').click();
    await phone.field('Title').fill('Lights');
    await phone.field('Topic').fill('Off since Monda');
    link.lead(urlOf(1));
    await update(phone);
    await phone.field('Topic').press('End');
    await phone.field('Topic').pressSequentially('y.');
    await phone.link('Menu').click();
    await phone.button('Use the new version').click();
    await phone.page.locator('#next').waitFor({ state: 'attached' });
    await phone.heading('Menu');
    link.lead(site.url);
    await phone.link('Back').click();
    await phone.heading('New topic');
    await expect.poll(() => phone.field('Topic').inputValue()).toBe('Off since Monday.');
    expect(await phone.field('Title').inputValue()).toBe('Lights');
    await phone.press('Post');
    await phone.openTopic('Lights');
    await phone.text('Off since Monday.').waitFor();
    expect(phone.complaints).toEqual([]);
  } finally {
    await link.close();
    await site.stop();
  }
});

test("a channel's feed is the server's, its screens are the app's", async () => {
  const phone = await phones.phone(hotspot.url);
  await kept(phone, THIS_BUILD, []);
  const channel = `${hotspot.url}/channel/a@topics.localhost`;
  for (const [path, isApps] of [
    ['', true],
    ['/feed', false],
    ['/feed-the-birds', true],
  ] as const) {
    const answer = await phone.page.goto(channel + path);
    expect([path, answer?.fromServiceWorker()]).toEqual([path, isApps]);
  }
});

test('who is stopped by a captive portal is told, and led to it', async () => {
  const phone = await phones.phone(hotspot.url);
  await kept(phone, THIS_BUILD, []);
  hotspot.plan = (path) => (path === '/log-in.html' ? null : 'redirect');
  await phone.page.reload();
  await phone.heading('Channels');
  await phone.link('Log in to the WiFi').click();
  await phone.heading('Log in to the WiFi');
  hotspot.plan = () => null;
  await phone.page.goto(`${hotspot.url}/wifi`);
  await phone.heading('Channels');
  expect(phone.page.url()).toBe(`${hotspot.url}/`);
  await phone.text('Not connected.').waitFor();
  expect(await phone.link('Log in to the WiFi').count()).toBe(0);
});

test('a file of the build before is missing, and is not the page', async () => {
  const old = shellOf(THIS_BUILD).files.find(({ path }) => /start-.*\.js$/.test(path));
  const answer = await fetch(urlOf(1) + old?.path);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    404,
    'text/plain; charset=utf-8',
  ]);
});

test('whose phone takes too long for its store is told to load the page again, and not to have another browser', async () => {
  const phone = await phones.phone(hotspot.url);
  await phone.page.addInitScript(() => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (name, version) {
      const request = open.call(this, name, version);
      // That of whoever uses the phone, by its random name.
      if (/^wifi-chat-.{9}/.test(name)) request.addEventListener = () => undefined;
      return request;
    };
  });
  await phone.page.reload();
  await phone.text('load this page again').waitFor();
  // A screen like any other to who cannot see it.
  expect(await phone.page.locator('main > h1').innerText()).toBe('WiFi Chat');
  expect(await phone.page.locator('main > p').count()).toBe(1);
});

/** Which file meets which fault, how often; files are chosen by chance anew for each mix. */
function faultOfFile(): fc.Arbitrary<{ file: number; fault: Fault; times: number }> {
  return fc.record({
    file: fc.nat(9),
    fault: fc.constantFrom(...FAULTS),
    times: fc.integer({ min: 1, max: 3 }),
  });
}

/**
 * Tries until the worker of that build has all it keeps. After each try: what is kept is what was
 * built, byte for byte, and the app starts.
 */
async function kept(
  phone: Phone,
  build: string,
  mix: readonly { file: number; fault: Fault; times: number }[],
) {
  const files = [{ path: '/sw.js' }, ...shellOf(build).files];
  const left = mix.map(({ file, ...rest }) => ({
    ...rest,
    path: files[file % files.length]?.path,
  }));
  hotspot.plan = (path) => {
    const met = left.find((one) => one.path === path && one.times > 0);
    if (!met) return null;
    met.times -= 1;
    return met.fault;
  };
  for (let tries = 0; ; tries += 1) {
    const done = await update(phone);
    await expectOurs(phone);
    if (done) break;
    expect(tries).toBeLessThan(mix.length * 3 + 3);
  }
  hotspot.plan = () => null;
  await phone.page.reload();
  await phone.heading('Channels');
}

/** Whether there is now a worker that this page has not been started by, or all is as it should be. */
async function update(phone: Phone): Promise<boolean> {
  return phone.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.register('/sw.js').catch(() => null);
    await registration?.update().catch(() => undefined);
    const worker = registration?.installing ?? registration?.waiting ?? registration?.active;
    if (!worker) return false;
    await new Promise<void>((resolve) => {
      const look = () => ['installing', 'activating'].includes(worker.state) || resolve();
      worker.addEventListener('statechange', look);
      look();
    });
    return worker.state !== 'redundant';
  });
}

async function expectOurs(phone: Phone): Promise<void> {
  const found = await phone.page.evaluate(async () => {
    const all: { path: string; text: string }[] = [];
    for (const name of await caches.keys()) {
      // Names alone, for the first worker: nothing is answered from there.
      if (name === 'used') continue;
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) {
        const text = await (await cache.match(url))?.text();
        all.push({ path: new URL(url).pathname, text: text ?? '' });
      }
    }
    return all;
  });
  const ours = [THIS_BUILD, NEXT_BUILD].flatMap((build) => shellOf(build).files);
  for (const { path, text } of found) {
    const built = text
      .replace('content="localhost"', 'content="%xmpp-domain%"')
      .replace('content="" />', 'content="%operator%" />');
    const hash = createHash('sha256').update(built).digest('hex');
    const named = ours.filter((file) => file.path === path);
    expect(named.some((file) => hash.startsWith(file.hash))).toBe(true);
  }
}

function serve(publicDir: string): Promise<Edge> {
  return startEdge({
    ...{ port: 0, domain: 'localhost', publicDir, trustProxy: [], limits: false },
    xmpp: { host: 'localhost', port: 9 },
    isOpen: () => false,
    health: () => ({}),
    log: createLog(() => undefined),
  });
}

function urlOf(build: 0 | 1): string {
  return `http://localhost:${sites[build]?.port}`;
}
