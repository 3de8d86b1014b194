import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { configChangeForm } from '../protocol/config-form.ts';
import { PLACE } from '../protocol/config-vars.ts';
import { placeRequest } from '../protocol/place.ts';
import { publishRequest, registerRequest, subscribeRequest } from '../protocol/pubsub.ts';
import { createRequest } from '../protocol/pubsub-owner.ts';
import { retryAfter, type StanzaError } from '../protocol/stanza.ts';
import type { Element } from '../protocol/xml.ts';
import type { DemoPost, Town } from './town.ts';

/** What filling needs of a signed-in person. */
export interface Person {
  request(type: 'get' | 'set', to: string, payload: Element): Promise<Element>;
}

export interface Filling {
  readonly domain: string;
  /** The admin, who creates channels. */
  readonly official: Person;
  readonly people: ReadonlyMap<string, Person>;
  /** Called now and then with how many posts are stored. */
  progress(done: number, of: number): void;
}

/** Channels stand side by side; within one, posts keep their order. */
const CHANNELS_AT_ONCE = 8;

/** Stores the town, every post as the person who wrote it. Throws a `StanzaError` where one is refused. */
export async function fill(town: Town, filling: Filling): Promise<void> {
  const { domain, official, people } = filling;
  const service = `channels.${domain}`;
  const jidOf = (channel: { name: string }) => `${channel.name}@topics.${domain}`;
  // An operator's own places may be others.
  const knows = (place: string) =>
    official.request('get', service, placeRequest(place)).then(
      () => true,
      (error: StanzaError) => {
        if (error.condition === 'item-not-found') return false;
        throw error;
      },
    );
  for (const channel of town.channels) {
    const { title, description, defaultAffiliation, place } = channel;
    const vars = place && (await knows(place)) ? { [PLACE]: place } : {};
    const form = configChangeForm({ title, description, defaultAffiliation, vars });
    await patiently(() => official.request('set', service, createRequest(jidOf(channel), form)));
  }
  await Promise.all(
    [...people.values()].map((person) => person.request('set', service, registerRequest())),
  );

  const following = new Set<string>();
  const total = town.topics.reduce((sum, topic) => sum + 1 + topic.comments.length, 0);
  let done = 0;
  const post = async (channel: string, draft: DemoPost, parent?: string): Promise<string> => {
    const person = people.get(draft.author) ?? official;
    if (people.has(draft.author) && !following.has(`${draft.author} ${channel}`)) {
      following.add(`${draft.author} ${channel}`);
      const jid = `${draft.author}@${domain}`;
      await patiently(() => person.request('set', service, subscribeRequest(channel, jid)));
    }
    const id = randomUUID();
    const item = { id, title: draft.title, text: draft.text, ...(parent && { parent }) };
    await patiently(() => person.request('set', service, publishRequest(channel, item)));
    done += 1;
    if (done % 500 === 0 || done === total) filling.progress(done, total);
    return id;
  };

  const waiting = town.channels.map((channel) => async () => {
    for (const topic of town.topics.filter((t) => t.channel === channel)) {
      const id = await post(jidOf(channel), topic);
      for (const comment of topic.comments) await post(jidOf(channel), comment, id);
    }
  });
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await next();
  };
  await Promise.all(Array.from({ length: CHANNELS_AT_ONCE }, work));
}

/** The town's people write faster than people do: where the service asks them to wait, they wait. */
async function patiently(ask: () => Promise<Element>): Promise<void> {
  for (;;) {
    try {
      await ask();
      return;
    } catch (error) {
      const seconds = retryAfter(error as StanzaError);
      if (seconds === undefined) throw error;
      await delay(seconds * 1_000);
    }
  }
}
