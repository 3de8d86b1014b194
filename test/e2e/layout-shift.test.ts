/** Nothing jumps while one reads: what comes later takes no other's place. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Site, startSite } from '../harness/site.ts';
import { openPhones, type Phone } from './phone.ts';

/** Core Web Vitals call ten times as much good. */
const GOOD = 0.01;

let site: Site;
let phones: Awaited<ReturnType<typeof openPhones>>;

beforeAll(async () => {
  [site, phones] = await Promise.all([startSite(), openPhones()]);
  const anna = await phones.phone(site.url);
  await anna.join('anna');
  await anna.openChannel('Welcome');
  for (const title of ['Lights', 'Water', 'Roads']) await anna.startTopic(title, 'Since Monday.');
  await anna.openTopic('Lights');
  for (const text of ['Here too.', 'And in Block G.']) await anna.comment(text);
  await anna.comments('Block G').waitFor();
  await anna.context.close();
});

afterAll(async () => {
  await phones?.close();
  await site?.stop();
});

/** How much has jumped on this page, as Chromium counts it: the sum of all shifts. */
async function jumped(phone: Phone): Promise<number> {
  // Until all has come from the store and the network, however long that takes.
  await phone.appRuns();
  await phone.rests();
  return phone.page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) {
            sum += entry.value;
          }
          resolve(sum);
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(sum), 200);
      }),
  );
}

test.each([
  ['keys', {}],
  ['touch', { hasTouch: true }],
])('nothing jumps on a phone with %s', async (kind, look) => {
  const phone = await phones.phone(site.url, look);
  const found: [string, number][] = [];
  const see = async (what: string) => found.push([what, await jumped(phone)]);
  await see('first visit');
  await phone.page.evaluate(() => navigator.serviceWorker.ready);
  await phone.page.reload();
  await see('second visit');
  await phone.openChannel('Welcome');
  await see('a channel');
  await phone.openTopic('Lights');
  await see('a topic');
  await phone.page.reload();
  await see('a topic, opened again');
  process.stdout.write(
    `${kind}: ${found.map(([what, sum]) => `${what} ${sum.toFixed(3)}`).join(', ')}\n`,
  );
  for (const [what, sum] of found) expect(sum, what).toBeLessThanOrEqual(GOOD);
});

test('what does jump is seen', async () => {
  const phone = await phones.phone(site.url);
  await phone.appRuns();
  await phone.page.evaluate(() => {
    const late = document.createElement('p');
    late.style.height = '100px';
    document.body.prepend(late);
  });
  expect(await jumped(phone)).toBeGreaterThan(GOOD);
  await phone.context.close();
});
