import fc from 'fast-check';
import { expect, inject, test } from 'vitest';
import { readEntry } from '../../src/protocol/atom.ts';
import { ACCESS_MODELS, AFFILIATIONS, type Item } from '../../src/protocol/channel.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import {
  configureRequest,
  publishRequest,
  retractRequest,
  subscribeRequest,
  topicsRequest,
  unsubscribeRequest,
} from '../../src/protocol/pubsub.ts';
import {
  createRequest,
  setAffiliationRequest,
  setSubscriptionRequest,
} from '../../src/protocol/pubsub-owner.ts';
import { child, childrenOf, type Element, el } from '../../src/protocol/xml.ts';
import { reach } from '../harness/reach.ts';
import { channelService } from './channel-service.ts';
import { type Command, ReferenceModel } from './reference-model.ts';

const CHANNEL = 'water@topics.example.org';
const NODE = `/user/${CHANNEL}/posts`;
const PEOPLE = ['admin', 'anna', 'bram', 'cele'];
const LENGTH = 50;
// A database made for each sequence costs PostgreSQL more than the requests do.
const COMMANDS = reach(50_000, inject('postgres') ? 200 : 50);
const jidOf = (who: string) => `${who}@example.org`;

const person = fc.constantFrom(...PEOPLE);
const id = fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5', 'p6');
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    do: fc.constant('publish' as const),
    who: person,
    id,
    parent: fc.option(id, { nil: null }),
    text: fc.constantFrom('one', 'two'),
  }),
  fc.record({ do: fc.constant('retract' as const), who: person, id }),
  fc.record({ do: fc.constantFrom('subscribe' as const, 'unsubscribe' as const), who: person }),
  fc.record({
    do: fc.constant('affiliate' as const),
    who: person,
    whom: person,
    affiliation: fc.constantFrom(...AFFILIATIONS),
  }),
  fc.record({
    do: fc.constantFrom('approve' as const, 'deny' as const),
    who: person,
    whom: person,
  }),
  fc.record({
    do: fc.constant('configure' as const),
    who: person,
    access: fc.constantFrom(...ACCESS_MODELS),
  }),
);

function requestOf(c: Command): Element {
  switch (c.do) {
    case 'publish':
      return publishRequest(CHANNEL, c);
    case 'retract':
      return retractRequest(CHANNEL, c.id);
    case 'subscribe':
      return subscribeRequest(CHANNEL, jidOf(c.who));
    case 'unsubscribe':
      return unsubscribeRequest(CHANNEL, jidOf(c.who));
    case 'affiliate':
      return setAffiliationRequest(CHANNEL, jidOf(c.whom), c.affiliation);
    case 'approve':
      return setSubscriptionRequest(CHANNEL, jidOf(c.whom), 'subscribed');
    case 'deny':
      return setSubscriptionRequest(CHANNEL, jidOf(c.whom), 'none');
    case 'configure':
      return configureRequest(CHANNEL, configChangeForm({ accessModel: c.access }));
  }
}

type Service = Awaited<ReturnType<typeof channelService>>;

async function storedPosts(service: Service): Promise<Record<string, unknown>> {
  const items = el(NS.PUBSUB, 'items', { node: NODE });
  const reader = (await service.refused('admin', 'get', topicsRequest(CHANNEL, {}))) === 'accepted';
  if (!reader) return {};
  const answer = await service.ok('admin', 'get', el(NS.PUBSUB, 'pubsub', {}, items));
  const rows = childrenOf(child(answer, 'items') as Element).map(
    (item) => readEntry(child(item, 'entry', NS.ATOM) as Element, CHANNEL) as Item,
  );
  return Object.fromEntries(
    rows.map(({ id: key, author, parent, text }) => [key, { author, parent, text }]),
  );
}

async function play(commands: readonly Command[]): Promise<void> {
  const service = await channelService();
  const form = configChangeForm({ defaultAffiliation: 'publisher' });
  await service.ok('admin', 'set', createRequest(CHANNEL, form));
  const model = new ReferenceModel('admin');
  for (const [n, c] of commands.entries()) {
    const answer = await service.refused(c.who, 'set', requestOf(c));
    expect(answer === 'accepted', `${n}: ${JSON.stringify(c)} → ${answer}`).toBe(model.apply(c));
    for (const who of PEOPLE) {
      const read = await service.refused(who, 'get', topicsRequest(CHANNEL, { max: 0 }));
      expect(read === 'accepted', `${n}: ${who} reads`).toBe(model.mayRead(who));
    }
  }
  expect(service.failures).toEqual([]);
  if (model.mayRead('admin')) {
    const expected = [...model.posts].map(([key, post]) => [
      key,
      { ...post, author: jidOf(post.author) },
    ]);
    expect(await storedPosts(service)).toEqual(Object.fromEntries(expected));
  }
}

test(
  `${COMMANDS} random requests leave what the rules say, and nobody reads who may not`,
  async () => {
    const sequences = fc.array(command, { minLength: LENGTH, maxLength: LENGTH });
    const numRuns = Math.ceil(COMMANDS / LENGTH);
    await fc.assert(fc.asyncProperty(sequences, play), { numRuns });
  },
  COMMANDS * 100 + 60_000,
);
