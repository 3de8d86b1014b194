/**
 * Several people and moderators at once, in any order: once a ban, a removal, a hiding or a refusal is
 * acknowledged, nothing of it shows again, by whatever way one asks the service. What pages, feeds,
 * phones and caches of a whole site show of the same: `test/integration/interleavings.test.ts`.
 */
import fc from 'fast-check';
import { expect, inject, test } from 'vitest';
import { archiveRequest } from '../../src/protocol/archive.ts';
import { ACCESS_MODELS, type AccessModel, nodeOf } from '../../src/protocol/channel.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { peopleRequest, readPeople } from '../../src/protocol/people.ts';
import {
  configureRequest,
  repliesRequest,
  topicsRequest,
  watchRequest,
} from '../../src/protocol/pubsub.ts';
import { pageRequest } from '../../src/protocol/rsm.ts';
import { searchRequest } from '../../src/protocol/search.ts';
import { type Element, el } from '../../src/protocol/xml.ts';
import { drawnSeed, reach } from '../harness/reach.ts';
import { type Interleaving, interleaving, LOOKERS, WAVES } from '../interleavings/commands.ts';
import { Play, wordsOf } from '../interleavings/play.ts';
import { channelService } from './channel-service.ts';

const CHANNEL = 'water@topics.example.org';
/** Nobody's account: what everybody may see. */
const READER = 'r1@anon.example.org';

type Service = Awaited<ReturnType<typeof channelService>>;

async function play(all: Interleaving, access: readonly AccessModel[]): Promise<void> {
  const service = await channelService();
  await playOn(service, all, access).finally(() => service.close());
}

async function playOn(
  service: Service,
  all: Interleaving,
  access: readonly AccessModel[],
): Promise<void> {
  const game = await Play.begin(
    {
      domain: 'example.org',
      photo: async () => null,
      async ask(who, type, payload) {
        const { reply } = await service.ask(who, type, payload);
        return reply.attrs.type === 'error' ? null : reply;
      },
    },
    CHANNEL,
  );
  for (const who of [READER, ...LOOKERS]) await service.online(who);
  await service.ok(READER, 'set', watchRequest(CHANNEL, `${READER}/phone`));
  for (const [index, wave] of all.entries()) {
    const accessModel = access[index % access.length] ?? 'open';
    const set = configureRequest(CHANNEL, configChangeForm({ accessModel }));
    await service.ok('admin', 'set', set);
    const before = await keptOut(service, accessModel);
    for (const who of [READER, ...LOOKERS]) await service.pushes(who);
    await game.wave(wave);
    const after = await keptOut(service, accessModel);
    for (const who of [READER, ...LOOKERS]) {
      await checkPushes(service, game, who, before.includes(who) && after.includes(who));
      await checkAnswers(service, game, who, after.includes(who));
    }
    expect(service.failures).toEqual([]);
  }
}

/** Those of who looks that may not read it as it is set now, whoever they are banned by. */
async function keptOut(service: Service, access: AccessModel): Promise<readonly string[]> {
  if (access === 'open') return [];
  if (access === 'local') return [READER];
  const asked = peopleRequest(CHANNEL, { who: 'everyone' });
  const { people } = readPeople((await service.ask('admin', 'get', asked)).reply);
  const members = people.filter(({ affiliation }) => affiliation !== 'none');
  const inside = members.map(({ jid }) => jid.split('@')[0]);
  return [READER, ...LOOKERS].filter((who) => !inside.includes(who));
}

const personOf = (who: string) => (who === READER ? null : who);

async function checkPushes(
  service: Service,
  game: Play,
  who: string,
  isOut: boolean,
): Promise<void> {
  const pushed = JSON.stringify(await service.pushes(who));
  for (const post of isOut ? game.posts : game.unpushed(personOf(who))) {
    expect(pushed, `pushed to ${who}`).not.toContain(wordsOf(post));
  }
}

async function checkAnswers(
  service: Service,
  game: Play,
  who: string,
  isOut: boolean,
): Promise<void> {
  const told = await toldTo(service, game, who);
  const forbidden = isOut ? game.posts : game.forbidden(personOf(who));
  for (const post of game.posts) {
    const words = wordsOf(post);
    if (forbidden.includes(post))
      expect(told, `${who} sees ${JSON.stringify(post)}`).not.toContain(words);
    // Nothing keeps from the reader what everybody may read: else this would pass on nothing.
    else if (who === READER) expect(told, `nobody sees ${post.id}`).toContain(words);
  }
}

/** All that a person is told, by every way that there is of asking. */
async function toldTo(service: Service, { posts }: Play, who: string): Promise<string> {
  const pubsub = (...children: Element[]) => el(NS.PUBSUB, 'pubsub', {}, ...children);
  const items = (node: string) => pubsub(el(NS.PUBSUB, 'items', { node }), page);
  const bc = (name: string, attrs: Record<string, string>) => el(NS.BUDDYCLOUD, name, attrs);
  const since = '2020-01-01T00:00:00Z';
  const page = pageRequest({ max: 100 });
  const topics = posts.filter(({ topic }) => topic === null);
  const asked = [
    topicsRequest(CHANNEL, { max: 100 }),
    items(nodeOf(CHANNEL)),
    items('/firehose'),
    pubsub(bc('recent-items', { since, max: '100' })),
    pubsub(bc('user-items', { since })),
    el(NS.CONTENT_QUERY, 'query', {}, el(NS.CONTENT_QUERY, 'search', {}, 'water'), page),
    ...topics.map(({ id }) => repliesRequest(CHANNEL, id, { max: 100 })),
  ];
  const told: unknown[] = [];
  for (const request of asked) told.push((await service.ask(who, 'get', request)).reply);
  const search = searchRequest({ words: 'water', page: 1, perPage: 50 });
  told.push((await service.ask(who, 'set', search)).reply);
  for (const node of [undefined, nodeOf(CHANNEL)]) {
    const newest = { max: 100, before: '' };
    const archive = archiveRequest({ queryId: 'a', page: newest, ...(node && { node }) });
    told.push((await service.ask(who, 'set', archive)).before);
  }
  return JSON.stringify(told);
}

/** As what the channel is set before each wave. */
const accesses = fc.array(fc.constantFrom(...ACCESS_MODELS), { minLength: 1, maxLength: WAVES });

const RUNS = reach(1_000, inject('postgres') ? 250 : 100);

test(
  `${RUNS} interleavings of what people and moderators do leak nothing`,
  async () => {
    const property = fc.asyncProperty(interleaving, accesses, play);
    await fc.assert(property, { numRuns: RUNS, ...drawnSeed() });
  },
  RUNS * 30_000 + 60_000,
);
