import { median } from '../figures.ts';
import { report } from './budgets.ts';
import { type Dropped, droppedFrames } from './scrolling.ts';
import type { ShapedLink } from './shaped-link.ts';
import { ROW, type SlowPhone } from './slow-phone.ts';
import { CHANNEL_TITLE, TOPIC_TITLE } from './town.ts';

const TOPICS = 500;
const ALL_COMMENTS = 5_000;
/** What a channel and a topic show before one asks for more. */
const SHOWN = { topics: 20, comments: 30 };
const TIMES = 7;

/** Everything that a busy year leaves on a phone: what it costs to hold, to open and to scroll. */
export async function fullStore(phone: SlowPhone, link: ShapedLink): Promise<boolean[]> {
  link.cut();
  await phone.page.evaluate(stockUp, {
    ...{ topics: TOPICS, comments: ALL_COMMENTS, title: TOPIC_TITLE },
  });
  const channels: number[] = [];
  const topics: number[] = [];
  let dropped: Dropped[] = [];
  for (let n = 0; n < TIMES; n += 1) {
    await phone.open(link.url, ROW);
    await phone.page.waitForTimeout(2_000);
    const channel = await hrefOf(phone, CHANNEL_TITLE);
    channels.push(await phone.press(channel, `${ROW}[href*="/channel/roads"]`, SHOWN.topics));
    await phone.page.waitForTimeout(1_000);
    if (n === 0) dropped = [await droppedFrames(phone.page)];
    const topic = await hrefOf(phone, TOPIC_TITLE);
    topics.push(await phone.press(topic, '.item', SHOWN.comments));
    await phone.page.waitForTimeout(1_000);
    if (n === 0) dropped.push(await droppedFrames(phone.page));
  }
  const still = dropped.map((rounds) => `${rounds.still.toFixed(1)} %`).join(' and ');
  console.log(`     with nothing moving, the machine drops ${still} of the frames`);
  await phone.cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await phone.cdp.send('Runtime.getHeapUsage');
  return [
    report('opening a channel from the store', median(channels)),
    report('opening a topic from the store', median(topics)),
    report(
      'frames dropped while scrolling',
      Math.max(...dropped.map((rounds) => rounds.scrolling)),
    ),
    report('script heap, 500 topics and 5,000 comments stored', usedSize),
  ];
}

async function hrefOf(phone: SlowPhone, name: string): Promise<string> {
  const href = await phone.page.getByRole('link', { name }).first().getAttribute('href');
  return `a[href="${href}"]`;
}

/** Copies the channel's topics and comments in the phone's own store, until there are that many. */
async function stockUp(wanted: { topics: number; comments: number; title: string }): Promise<void> {
  type Row = Record<string, unknown> & { id: string; seq: number; parent: string | null };
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const device = await done(indexedDB.open('wifi-chat'));
  const accounts = await done(device.transaction('accounts').objectStore('accounts').getAll());
  device.close();
  const database = await done(indexedDB.open(accounts.pop().database));
  const items = database.transaction('items', 'readwrite').objectStore('items');
  const rows: Row[] = await done(items.getAll());
  const topic = rows.find(({ title }) => title === wanted.title) as Row;
  const comment = rows.find(({ parent }) => parent === topic.id) as Row;
  const count = (isTopic: boolean) =>
    rows.filter(({ parent }) => (parent === null) === isTopic).length;
  const seqs = rows.map(({ seq }) => seq);
  let seq = Math.min(...seqs) - 1;
  const parents: string[] = [topic.id];
  for (let n = count(true); n < wanted.topics; n += 1) {
    const id = `copied-topic-${n}`;
    parents.push(id);
    items.put({ ...topic, id, title: `${n} older`, seq, topicActivity: seq, commentsFrom: -1e6 });
    seq -= 1;
  }
  for (let n = count(false); n < wanted.comments; n += 1) {
    const parent = parents[n % parents.length] as string;
    items.put({ ...comment, id: `copied-comment-${n}`, parent, seq });
    seq -= 1;
  }
  await new Promise((resolve) => {
    items.transaction.oncomplete = resolve;
  });
  database.close();
}
