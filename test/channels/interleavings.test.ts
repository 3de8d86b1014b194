/**
 * Several people and moderators at once, in any order: once a ban, a removal, a hiding or a refusal is
 * acknowledged, nothing of it shows again, by whatever way one looks.
 */
import fc from 'fast-check';
import { expect, inject, test } from 'vitest';
import { archiveRequest } from '../../src/protocol/archive.ts';
import { casesRequest, decideCaseRequest, readCases } from '../../src/protocol/case.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { COMMENTS_BY, FIRST_WAITS, HIDE_AFTER, TOPICS_BY } from '../../src/protocol/config-vars.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { peopleRequest, readPeople } from '../../src/protocol/people.ts';
import {
  createRequest,
  publishRequest,
  repliesRequest,
  retractRequest,
  setAffiliationRequest,
  subscribeRequest,
  topicsRequest,
  unsubscribeRequest,
  watchRequest,
} from '../../src/protocol/pubsub.ts';
import { reportRequest } from '../../src/protocol/report.ts';
import { pageRequest } from '../../src/protocol/rsm.ts';
import { searchRequest } from '../../src/protocol/search.ts';
import {
  approveRequest,
  readWithheldMark,
  refuseRequest,
  takeBackRequest,
} from '../../src/protocol/withheld.ts';
import { type Element, el } from '../../src/protocol/xml.ts';
import { reach } from '../harness/reach.ts';
import { channelService } from './channel-service.ts';

const CHANNEL = 'water@topics.example.org';
const NODE = `/user/${CHANNEL}/posts`;
const CITIZENS = ['anna', 'bram', 'cele'];
const MODERATORS = ['admin', 'mod'];
/** Nobody's account: what everybody may see. */
const READER = 'r1@anon.example.org';
const RUDE = { rule: 'insult' as const, reason: '' };
const jidOf = (who: string) => (who.includes('@') ? who : `${who}@example.org`);

const citizen = fc.constantFrom(...CITIZENS);
const moderator = fc.constantFrom(...MODERATORS);
const which = fc.nat(11);
const command = fc.oneof(
  fc.record({
    do: fc.constant('publish' as const),
    who: citizen,
    of: fc.option(which, { nil: null }),
  }),
  fc.record({
    do: fc.constant('publish' as const),
    who: fc.constant('tru'),
    of: fc.constant(null),
  }),
  fc.record({
    do: fc.constantFrom('approve' as const, 'refuse' as const),
    who: moderator,
    of: which,
  }),
  fc.record({
    do: fc.constant('remove' as const),
    who: fc.constantFrom('mod', ...CITIZENS),
    of: which,
  }),
  fc.record({
    do: fc.constantFrom('hide' as const, 'show' as const, 'take-back' as const),
    who: citizen,
    of: which,
  }),
  fc.record({
    do: fc.constantFrom('ban' as const, 'demote' as const),
    who: moderator,
    whom: citizen,
  }),
  fc.record({ do: fc.constantFrom('leave' as const, 'follow' as const), who: citizen }),
);
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;
/** What is on its way at the same time. */
const waves = fc.array(fc.array(command, { minLength: 2, maxLength: 6 }), {
  minLength: 5,
  maxLength: 6,
});

interface Post {
  readonly id: string;
  readonly author: string;
  readonly topic: string | null;
  /** Was shown at some time, as far as answers tell. */
  shown: boolean;
  gone: boolean;
  hidden: boolean;
}

class Play {
  readonly #service: Awaited<ReturnType<typeof channelService>>;
  readonly #posts: Post[] = [];
  #banned: ReadonlySet<string> = new Set();
  /** Of this wave: whose ban, and whose role as a follower, was acknowledged. */
  readonly #bans = new Set<string>();
  readonly #pardons = new Set<string>();
  #made = 0;

  constructor(service: Awaited<ReturnType<typeof channelService>>) {
    this.#service = service;
  }

  async wave(commands: readonly Command[]): Promise<void> {
    const before = this.#posts.map((post) => ({ ...post }));
    const banned = this.#banned;
    this.#bans.clear();
    this.#pardons.clear();
    await Promise.all(commands.map((one) => this.#do(one)));
    await this.#learnHidden();
    await this.#learnBanned();
    const still = [...banned].filter((who) => !this.#pardons.has(who));
    await this.#checkPushes(before, still);
    for (const who of [READER, 'tru', ...CITIZENS]) await this.#check(who);
    expect(this.#service.failures).toEqual([]);
  }

  async #do(c: Command): Promise<void> {
    const say = async (who: string, request: Element) =>
      (await this.#service.refused(who, 'set', request)) === 'accepted';
    const post =
      'of' in c && c.of !== null ? this.#posts[c.of % (this.#posts.length || 1)] : undefined;
    switch (c.do) {
      case 'publish':
        return this.#publish(c.who, post?.topic === null ? post : undefined);
      case 'approve':
        if (post && (await say(c.who, approveRequest(CHANNEL, post.id)))) post.shown = true;
        return;
      case 'refuse':
        if (post) await say(c.who, refuseRequest(CHANNEL, post.id, RUDE));
        return;
      case 'take-back':
        if (post) await say(post.author, takeBackRequest(CHANNEL, post.id));
        return;
      case 'remove':
        if (!post || !(await say(c.who, retractRequest(CHANNEL, post.id, undefined, RUDE)))) return;
        // With a topic go its comments.
        for (const one of this.#posts) if (one === post || one.topic === post.id) one.gone = true;
        return;
      case 'hide':
        if (post) {
          const token = `r-${post.id}`;
          await say('tru', reportRequest({ channel: CHANNEL, item: post.id, token, ...RUDE }));
        }
        return;
      case 'show':
        return this.#show(post);
      case 'ban': {
        const request = setAffiliationRequest(CHANNEL, jidOf(c.whom), 'outcast');
        if (await say(c.who, request)) this.#bans.add(c.whom);
        return;
      }
      case 'demote': {
        // Who is banned is pardoned by it.
        const request = setAffiliationRequest(CHANNEL, jidOf(c.whom), 'member');
        if (await say(c.who, request)) this.#pardons.add(c.whom);
        return;
      }
      case 'leave':
        await say(c.who, unsubscribeRequest(CHANNEL, jidOf(c.who)));
        return;
      case 'follow':
        await say(c.who, subscribeRequest(CHANNEL, jidOf(c.who)));
    }
  }

  async #publish(author: string, topic: Post | undefined): Promise<void> {
    this.#made += 1;
    const id = `zz${this.#made}q`;
    const draft = { id, text: `water ${id}`, parent: topic?.id ?? null };
    const { reply } = await this.#service.ask(author, 'set', publishRequest(CHANNEL, draft));
    if (reply.attrs.type === 'error') return;
    const shown = readWithheldMark(reply) === null;
    this.#posts.push({
      id,
      author,
      topic: topic?.id ?? null,
      shown,
      gone: topic?.gone ?? false,
      hidden: false,
    });
  }

  /** A moderator lets stand what was reported. */
  async #show(post: Post | undefined): Promise<void> {
    const { reply } = await this.#service.ask('admin', 'get', casesRequest());
    const found = readCases(reply).cases.find(({ item }) => item === post?.id);
    if (found)
      await this.#service.refused('admin', 'set', decideCaseRequest(found.id, 'kept', RUDE));
  }

  async #learnHidden(): Promise<void> {
    const { reply } = await this.#service.ask('admin', 'get', casesRequest());
    const hidden = readCases(reply).cases.filter((one) => one.hidden);
    for (const post of this.#posts) post.hidden = hidden.some(({ item }) => item === post.id);
  }

  /** A ban holds until it is taken back; where both were on their way at once, the service knows. */
  async #learnBanned(): Promise<void> {
    const { reply } = await this.#service.ask(
      'admin',
      'get',
      peopleRequest(CHANNEL, { who: 'banned' }),
    );
    const told = new Set(readPeople(reply).people.map(({ jid }) => jid.split('@')[0] as string));
    for (const who of [...this.#banned, ...this.#bans]) {
      if (!this.#pardons.has(who)) expect([...told], 'banned').toContain(who);
    }
    this.#banned = told;
  }

  /** What nobody may see. */
  #unseen = ({ shown, gone, hidden }: Post) => !shown || gone || hidden;

  async #check(who: string): Promise<void> {
    const seen = await this.#seenBy(who);
    const isBanned = this.#banned.has(who);
    for (const post of this.#posts) {
      const may = !isBanned && !this.#unseen(post);
      // Nothing keeps from the anonymous reader what everybody may read: else this would pass on nothing.
      if (!may)
        expect(seen, `${who} sees ${JSON.stringify(post)}`).not.toContain(`water ${post.id}`);
      else if (who === READER) expect(seen, `nobody sees ${post.id}`).toContain(`water ${post.id}`);
    }
  }

  /** All that a person is told, by every way that there is of asking. */
  async #seenBy(who: string): Promise<string> {
    const pubsub = (...children: Element[]) => el(NS.PUBSUB, 'pubsub', {}, ...children);
    const bc = (name: string, attrs: Record<string, string>) => el(NS.BUDDYCLOUD, name, attrs);
    const since = '2020-01-01T00:00:00Z';
    const page = pageRequest({ max: 100 });
    const asked = [
      topicsRequest(CHANNEL, { max: 100 }),
      pubsub(el(NS.PUBSUB, 'items', { node: NODE }), page),
      pubsub(el(NS.PUBSUB, 'items', { node: '/firehose' }), page),
      pubsub(bc('recent-items', { since, max: '100' })),
      pubsub(bc('user-items', { since })),
      ...this.#posts
        .filter(({ topic }) => topic === null)
        .map(({ id }) => repliesRequest(CHANNEL, id, { max: 100 })),
    ];
    const told: unknown[] = [];
    for (const request of asked) told.push((await this.#service.ask(who, 'get', request)).reply);
    told.push(
      await this.#service.ask(who, 'set', searchRequest({ words: 'water', page: 1, perPage: 50 })),
    );
    for (const node of [undefined, NODE]) {
      const archive = archiveRequest({
        queryId: 'a',
        page: { max: 100, before: '' },
        ...(node && { node }),
      });
      told.push((await this.#service.ask(who, 'set', archive)).before);
    }
    return JSON.stringify(told);
  }

  /** Nothing is pushed that was gone before, nor anything to who was banned before. */
  async #checkPushes(before: readonly Post[], banned: readonly string[]): Promise<void> {
    for (const who of [READER, 'tru', ...CITIZENS]) {
      const pushed = JSON.stringify(await this.#service.pushes(who));
      if (banned.includes(who)) expect(pushed, `pushed to ${who}`).not.toContain('water zz');
      const never = this.#posts.filter(({ shown }) => !shown);
      for (const { id } of [...never, ...before.filter(({ gone }) => gone)]) {
        expect(pushed, `pushed to ${who}`).not.toContain(`water ${id}`);
      }
    }
  }
}

async function play(all: readonly (readonly Command[])[]): Promise<void> {
  const service = await channelService();
  const vars = {
    ...{ [TOPICS_BY]: 'everyone', [COMMENTS_BY]: 'everyone' },
    ...{ [FIRST_WAITS]: 'true', [HIDE_AFTER]: '1' },
  };
  await service.ok('admin', 'set', createRequest(CHANNEL, configChangeForm({ title: 'W', vars })));
  for (const who of ['mod', 'tru', ...CITIZENS]) {
    await service.ok(who, 'set', subscribeRequest(CHANNEL, jidOf(who)));
  }
  const give = (who: string, role: string) =>
    service.ok('admin', 'set', setAffiliationRequest(CHANNEL, jidOf(who), role));
  await give('mod', 'moderator');
  for (const who of ['tru', 'anna']) await give(who, 'publisher');
  for (const who of ['tru', READER, ...CITIZENS]) await service.online(who);
  await service.ok(READER, 'set', watchRequest(CHANNEL, `${READER}/phone`));
  const game = new Play(service);
  for (const wave of all) await game.wave(wave);
}

const RUNS = reach(1_000, inject('postgres') ? 250 : 100);

test(
  `${RUNS} interleavings of what people and moderators do leak nothing`,
  async () => {
    await fc.assert(fc.asyncProperty(waves, play), { numRuns: RUNS });
  },
  RUNS * 30_000 + 60_000,
);
