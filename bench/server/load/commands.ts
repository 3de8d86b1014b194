import type { Host } from '../hosts/host.ts';
import { appear, type Crowd, found, gather } from './crowd.ts';
import { DIALECTS, type DialectName } from './dialect.ts';
import { type Broadcast, type FanOut, fanOutCalm, fanOutClosed } from './fan-out.ts';
import { fill } from './fill.ts';
import { type Paging, paging } from './paging.ts';
import { type Posting, posting } from './posting.ts';

type HostName = Host['name'];

/** A service on a server: one of the four that are measured. */
export interface Subject {
  readonly host: HostName;
  readonly dialect: DialectName;
}

const crowds = new Map<HostName, Crowd>();
const crowdAt = (host: HostName): Crowd => crowds.get(host) as Crowd;

function broadcast({ host, dialect }: Subject, name: string, size: number): Broadcast {
  const { poster, subscribers } = crowdAt(host);
  return { poster, subscribers: subscribers.slice(0, size), dialect: DIALECTS[dialect], name };
}

/** What the load process can be told to do. */
export const commands = {
  async gather(host: HostName, url: string, subscribers: number): Promise<void> {
    crowds.set(host, await gather(url, subscribers));
  },

  async appear(host: HostName): Promise<void> {
    await appear(crowdAt(host));
  },

  /** `keeps`: items that a pubsub node holds. `withPublishers`: the ten become members, of ours. */
  async found(
    { host, dialect }: Subject,
    name: string,
    keeps: number,
    size: number,
    withPublishers = false,
  ): Promise<void> {
    const { poster, publishers, subscribers } = crowdAt(host);
    const joining = withPublishers && dialect === 'channels' ? publishers : [];
    const all = [...joining, ...subscribers.slice(0, size)];
    await found(DIALECTS[dialect], name, keeps, poster, all);
  },

  fanOutClosed: (subject: Subject, name: string, size: number, seconds: number): Promise<FanOut> =>
    fanOutClosed(broadcast(subject, name, size), seconds),

  fanOutCalm: (subject: Subject, name: string, size: number, posts: number): Promise<FanOut> =>
    fanOutCalm(broadcast(subject, name, size), posts, 10),

  posting({ host, dialect }: Subject, name: string, seconds: number): Promise<Posting> {
    const { publishers, subscribers } = crowdAt(host);
    const [subscriber] = subscribers;
    if (!subscriber) throw new Error('nobody is there');
    return posting(publishers, subscriber, DIALECTS[dialect], name, seconds);
  },

  /** Pages from anywhere in a channel whose items are called `b0` to `b` + (`depth` - 1). */
  paging(
    { host, dialect }: Subject,
    name: string,
    seconds: number,
    depth: number,
  ): Promise<Paging> {
    const cursor = () => `b${100 + Math.floor(Math.random() * (depth - 100))}`;
    return paging(crowdAt(host).publishers, DIALECTS[dialect], name, seconds, cursor);
  },

  fill: ({ host, dialect }: Subject, name: string, count: number): Promise<void> =>
    fill(crowdAt(host).poster, DIALECTS[dialect], name, count),
};

export type Commands = typeof commands;
