import { setTimeout as delay } from 'node:timers/promises';
import type { XmppClient } from '../../../src/server/stream/client.ts';
import type { Dialect } from './dialect.ts';
import { numberIn } from './post.ts';
import { answerOf, publishFrame, runTag } from './publish-frame.ts';
import { type Faults, Lane, sumFaults } from './receipts.ts';
import { tap } from './tap.ts';

const PATIENCE = 15_000;

export interface Posting extends Faults {
  readonly seconds: number;
  readonly acked: readonly string[];
}

/**
 * Some post as fast as they are acknowledged, one post of each on its way, and one subscriber hears
 * of all. Numbers interleave by publisher, so that the order of each can be checked.
 */
export async function posting(
  publishers: readonly XmppClient[],
  subscriber: XmppClient,
  dialect: Dialect,
  name: string,
  seconds: number,
): Promise<Posting> {
  const tag = runTag();
  const lanes = publishers.map(() => new Lane());
  const sent = publishers.map(() => 0);
  const acked: string[] = [];
  let heard = 0;
  const untapSubscriber = tap([subscriber], (frame) => {
    const number = numberIn(frame);
    if (number < 0) return;
    heard += 1;
    const publisher = number % publishers.length;
    (lanes[publisher] as Lane).take(Math.floor(number / publishers.length));
  });

  const begin = performance.now();
  const end = begin + seconds * 1_000;
  const post = (publisher: number) => {
    const count = sent[publisher] as number;
    sent[publisher] = count + 1;
    const client = publishers[publisher] as XmppClient;
    const number = count * publishers.length + publisher;
    client.sendRaw(publishFrame(dialect, name, tag, client.jid, number));
  };
  let working = publishers.length;
  let last = begin;
  const untapPublishers = tap(publishers, (frame, publisher) => {
    const id = answerOf(frame, tag);
    if (!id) return;
    acked.push(id);
    last = performance.now();
    if (last < end) post(publisher);
    else working -= 1;
  });
  for (let publisher = 0; publisher < publishers.length; publisher += 1) post(publisher);

  const deadline = end + PATIENCE;
  while ((working > 0 || heard < acked.length) && performance.now() < deadline) await delay(2);
  untapPublishers();
  untapSubscriber();
  const faults = sumFaults(lanes.map((lane, index) => lane.faults(sent[index] as number)));
  return { seconds: (last - begin) / 1_000, acked, ...faults };
}
