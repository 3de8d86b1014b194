import { expect } from 'vitest';
import { casesRequest, decideCaseRequest, readCases } from '../../src/protocol/case.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { COMMENTS_BY, FIRST_WAITS, HIDE_AFTER, TOPICS_BY } from '../../src/protocol/config-vars.ts';
import { peopleRequest, readPeople } from '../../src/protocol/people.ts';
import {
  publishRequest,
  retractRequest,
  subscribeRequest,
  unsubscribeRequest,
} from '../../src/protocol/pubsub.ts';
import { createRequest, setAffiliationRequest } from '../../src/protocol/pubsub-owner.ts';
import { reportRequest } from '../../src/protocol/report.ts';
import { readWithheldMark, takeBackRequest } from '../../src/protocol/withheld.ts';
import { approveRequest, refuseRequest } from '../../src/protocol/withheld-queue.ts';
import type { Element } from '../../src/protocol/xml.ts';
import { CITIZENS, type Command, LOOKERS, MODERATOR, TRUSTED, type Wave } from './commands.ts';

/** A way to the channel service. */
export interface Talk {
  readonly domain: string;
  /** Asks as that person; gives the answering iq, `null` where it is a refusal. */
  ask(who: string, type: 'get' | 'set', payload: Element): Promise<Element | null>;
  /** Puts a photo up in a channel; gives its id, `null` where that is refused, or there are none. */
  photo(who: string, channel: string): Promise<string | null>;
}

export interface Post {
  readonly id: string;
  readonly author: string;
  readonly topic: string | null;
  /** The id of its photo. */
  readonly photo: string | null;
  /** Was shown at some time, as far as answers tell. */
  shown: boolean;
  gone: boolean;
  hidden: boolean;
}

/** What a post says, and nothing else does. */
export const wordsOf = ({ id }: Pick<Post, 'id'>) => `water ${id}`;

/** What nobody may see. */
export const isUnseen = ({ shown, gone, hidden }: Post) => !shown || gone || hidden;

/** Held back, refused or hidden: its author is shown it; of what nobody else ever saw, whatever became of its topic. */
export const isOwnHeld = (post: Post, who: string) =>
  post.author === who && (!post.shown || (post.hidden && !post.gone));

const RUDE = { rule: 'insult' as const, reason: '' };
let made = 0;

/** One channel, all that is done there, and what answers say of it. */
export class Play {
  readonly channel: string;
  readonly posts: Post[] = [];
  /** As they were before the wave that was played last. */
  before: readonly Post[] = [];
  /** Who is banned, and who was all through that wave. */
  banned: ReadonlySet<string> = new Set();
  stillBanned: readonly string[] = [];
  readonly #talk: Talk;
  /** Of this wave: whose ban, and whose role as a follower, was acknowledged. */
  readonly #bans = new Set<string>();
  readonly #pardons = new Set<string>();

  private constructor(talk: Talk, channel: string) {
    this.#talk = talk;
    this.channel = channel;
  }

  /** Makes the channel; first posts wait there, and one report of somebody trusted hides a post. */
  static async begin(talk: Talk, channel: string): Promise<Play> {
    const play = new Play(talk, channel);
    const vars = {
      ...{ [TOPICS_BY]: 'everyone', [COMMENTS_BY]: 'everyone' },
      ...{ [FIRST_WAITS]: 'true', [HIDE_AFTER]: '1' },
    };
    const config = configChangeForm({ title: channel, vars });
    expect(await play.#say('admin', createRequest(channel, config))).toBe(true);
    const follow = (who: string) => play.#say(who, subscribeRequest(channel, play.#jidOf(who)));
    await Promise.all([MODERATOR, ...LOOKERS].map(follow));
    const roles = { [MODERATOR]: 'moderator', [TRUSTED]: 'publisher', anna: 'publisher' };
    for (const [who, role] of Object.entries(roles)) {
      const given = setAffiliationRequest(channel, play.#jidOf(who), role);
      expect(await play.#say('admin', given)).toBe(true);
    }
    return play;
  }

  async wave(commands: Wave): Promise<void> {
    this.before = this.posts.map((post) => ({ ...post }));
    const banned = this.banned;
    this.#bans.clear();
    this.#pardons.clear();
    await Promise.all(commands.map((one) => this.#do(one)));
    await this.#learnHidden();
    await this.#learnBanned();
    this.stillBanned = [...banned].filter((who) => !this.#pardons.has(who));
  }

  /** What that person may not be shown; `null` for who reads without an account. */
  forbidden(who: string | null): readonly Post[] {
    return who !== null && this.banned.has(who) ? this.posts : this.posts.filter(isUnseen);
  }

  /** What may not be pushed: to who was banned already, nothing; to others, what never was shown or was gone. */
  unpushed(who: string | null): readonly Post[] {
    if (who !== null && this.stillBanned.includes(who)) return this.posts;
    const gone = new Set(this.before.filter((post) => post.gone).map(({ id }) => id));
    return this.posts.filter(({ id, shown }) => !shown || gone.has(id));
  }

  /** Stands in all that is written here, and nowhere else. */
  get word(): string {
    return this.channel.split('@')[0] as string;
  }

  #jidOf(who: string): string {
    return `${who}@${this.#talk.domain}`;
  }

  async #say(who: string, request: Element): Promise<boolean> {
    return (await this.#talk.ask(who, 'set', request)) !== null;
  }

  async #do(c: Command): Promise<void> {
    const { channel, posts } = this;
    const post = 'of' in c && c.of !== null ? posts[c.of % (posts.length || 1)] : undefined;
    const role = (whom: string, affiliation: string) =>
      this.#say(c.who, setAffiliationRequest(channel, this.#jidOf(whom), affiliation));
    switch (c.do) {
      case 'publish':
        return this.#publish(c.who, post?.topic === null ? post : undefined, c.photo);
      case 'approve':
        if (post && (await this.#say(c.who, approveRequest(channel, post.id)))) post.shown = true;
        return;
      case 'refuse':
        if (post) await this.#say(c.who, refuseRequest(channel, post.id, RUDE));
        return;
      case 'take-back':
        if (post) await this.#say(post.author, takeBackRequest(channel, post.id));
        return;
      case 'remove':
        if (!post || !(await this.#say(c.who, retractRequest(channel, post.id, undefined, RUDE))))
          return;
        // With a topic go its comments.
        for (const one of posts) if (one === post || one.topic === post.id) one.gone = true;
        return;
      case 'hide':
        if (post) {
          const token = `r-${post.id}`;
          await this.#say(TRUSTED, reportRequest({ channel, item: post.id, token, ...RUDE }));
        }
        return;
      case 'show':
        return this.#show(post);
      case 'ban':
        if (await role(c.whom, 'outcast')) this.#bans.add(c.whom);
        return;
      case 'demote':
        // Who is banned is pardoned by it.
        if (await role(c.whom, 'member')) this.#pardons.add(c.whom);
        return;
      case 'leave':
        await this.#say(c.who, unsubscribeRequest(channel, this.#jidOf(c.who)));
        return;
      case 'follow':
        await this.#say(c.who, subscribeRequest(channel, this.#jidOf(c.who)));
    }
  }

  async #publish(author: string, topic: Post | undefined, withPhoto: boolean): Promise<void> {
    made += 1;
    const id = `zz${made}q`;
    const photo = withPhoto ? await this.#talk.photo(author, this.channel) : null;
    const photos = photo === null ? {} : { photos: [{ id: photo, alt: '' }] };
    const text = `${wordsOf({ id })} at ${this.word}`;
    const draft = { id, text, parent: topic?.id ?? null, ...photos };
    const answer = await this.#talk.ask(author, 'set', publishRequest(this.channel, draft));
    if (!answer) return;
    const shown = readWithheldMark(answer) === null;
    const { gone = false } = topic ?? {};
    const place = { id, author, topic: topic?.id ?? null, photo };
    this.posts.push({ ...place, shown, gone, hidden: false });
  }

  /** A moderator lets stand what was reported. */
  async #show(post: Post | undefined): Promise<void> {
    const found = (await this.#openCases()).find(({ item }) => item === post?.id);
    if (found) await this.#say(MODERATOR, decideCaseRequest(found.id, 'kept', RUDE));
  }

  async #openCases() {
    const cases = [];
    for (let after: string | undefined | null; after !== null; ) {
      const answer = await this.#talk.ask(MODERATOR, 'get', casesRequest(after));
      if (!answer) throw new Error('no cases');
      const page = readCases(answer);
      cases.push(...page.cases.filter(({ channel }) => channel === this.channel));
      after = page.next;
    }
    return cases;
  }

  async #learnHidden(): Promise<void> {
    const hidden = (await this.#openCases()).filter((one) => one.hidden);
    for (const post of this.posts) post.hidden = hidden.some(({ item }) => item === post.id);
  }

  /** A ban holds until it is taken back; where both were on their way at once, the service knows. */
  async #learnBanned(): Promise<void> {
    const request = peopleRequest(this.channel, { who: 'banned' });
    const answer = await this.#talk.ask('admin', 'get', request);
    if (!answer) throw new Error('no people');
    const told = new Set(readPeople(answer).people.map(({ jid }) => jid.split('@')[0] as string));
    for (const who of [...this.banned, ...this.#bans]) {
      if (!this.#pardons.has(who)) expect([...told], 'banned').toContain(who);
    }
    expect(CITIZENS).toEqual(expect.arrayContaining([...told]));
    this.banned = told;
  }
}
