import { setTimeout as delay } from 'node:timers/promises';
import type { XmppClient } from '../../../src/server/stream/client.ts';
import type { Dialect } from './dialect.ts';
import { numberIn } from './post.ts';
import { answerOf, publishFrame, runTag } from './publish-frame.ts';
import { type Faults, Lane, sumFaults } from './receipts.ts';
import { tap } from './tap.ts';

/** How many posts are on their way at once in the closed loop. */
const WINDOW = 16;
/** How long the last notifications may take. */
const PATIENCE = 15_000;

export interface Broadcast {
  readonly poster: XmppClient;
  readonly subscribers: readonly XmppClient[];
  readonly dialect: Dialect;
  readonly name: string;
}

export interface FanOut extends Faults {
  readonly posts: number;
  /** From the first publish to the last notification. */
  readonly seconds: number;
  /** From each publish to the last subscriber's notification of it, in milliseconds. */
  readonly latencies: readonly number[];
  /** Ids of the items that were acknowledged. */
  readonly acked: readonly string[];
}

/** Publishes as fast as subscribers receive: a few posts on their way, the next when one is with all. */
export function fanOutClosed(broadcast: Broadcast, seconds: number): Promise<FanOut> {
  return run(broadcast, (post, everybodyHas) => {
    const end = performance.now() + seconds * 1_000;
    return new Promise((resolve) => {
      everybodyHas(() => {
        if (performance.now() < end) post();
        else resolve();
      });
      for (let n = 0; n < WINDOW; n += 1) post();
    });
  });
}

/** Publishes at a calm pace, whatever comes back. */
export function fanOutCalm(broadcast: Broadcast, posts: number, rate: number): Promise<FanOut> {
  return run(broadcast, async (post) => {
    const begin = performance.now();
    for (let n = 0; n < posts; n += 1) {
      await delay(begin + (n * 1_000) / rate - performance.now());
      post();
    }
  });
}

type Pace = (post: () => void, everybodyHas: (then: () => void) => void) => Promise<void>;

async function run(broadcast: Broadcast, pace: Pace): Promise<FanOut> {
  const { poster, subscribers, dialect, name } = broadcast;
  const tag = runTag();
  const lanes = subscribers.map(() => new Lane());
  const sentAt: number[] = [];
  const left: number[] = [];
  const latencies: number[] = [];
  const acked: string[] = [];
  let whenAllHave: () => void = () => undefined;
  let last = 0;

  const untapSubscribers = tap(subscribers, (frame, index) => {
    const number = numberIn(frame);
    if (number < 0) return;
    (lanes[index] as Lane).take(number);
    left[number] = (left[number] as number) - 1;
    if (left[number] !== 0) return;
    last = performance.now();
    latencies.push(last - (sentAt[number] as number));
    whenAllHave();
  });
  const untapPoster = tap([poster], (frame) => {
    const id = answerOf(frame, tag);
    if (id) acked.push(id);
  });

  const post = () => {
    const number = sentAt.length;
    left.push(subscribers.length);
    sentAt.push(performance.now());
    poster.sendRaw(publishFrame(dialect, name, tag, poster.jid, number));
  };
  await pace(post, (then) => {
    whenAllHave = then;
  });
  whenAllHave = () => undefined;
  const deadline = performance.now() + PATIENCE;
  const isDone = () => latencies.length === sentAt.length && acked.length === sentAt.length;
  while (!isDone() && performance.now() < deadline) await delay(2);
  untapSubscribers();
  untapPoster();
  const posts = sentAt.length;
  return {
    posts,
    seconds: (last - (sentAt[0] as number)) / 1_000,
    latencies,
    acked,
    ...sumFaults(lanes.map((lane) => lane.faults(posts))),
  };
}
