import { expect } from 'vitest';
import { deleteRequest } from '../../../src/protocol/pubsub-owner.ts';
import { eventually } from '../../harness/eventually.ts';
import { type Interleaving, LOOKERS, WAVES, type Wave } from '../commands.ts';
import { isOwnHeld, isUnseen, Play, type Post, wordsOf } from '../play.ts';
import type { Looker, People } from './people.ts';
import { followedOn, lookOn, storedOn } from './phone.ts';

let channels = 0;

/** Plays many interleavings at once, each in a channel of its own, and looks at them in every lane. */
export async function playOnSite(people: People, all: readonly Interleaving[]): Promise<void> {
  const games = await Promise.all(all.map((one) => SitePlay.begin(people, one)));
  for (let at = 0; at < WAVES; at += 1) {
    await Promise.all(games.map((game) => game.wave(at)));
    const pushed = await people.pushed();
    for (const game of games) game.checkPushes(pushed);
    await Promise.all(games.map((game) => game.lookOnPhones(at)));
    for (const { name, phone } of people.lookers) {
      const [stored, followed] = await Promise.all([storedOn(phone), followedOn(phone)]);
      for (const game of games) game.checkPhone(name, stored, followed.has(game.play.channel));
    }
  }
  await Promise.all(games.map((game) => game.end()));
}

const told = (post: Post) => JSON.stringify(post);

class SitePlay {
  readonly play: Play;
  readonly #people: People;
  readonly #all: Interleaving;
  /** Whose phone has to know by itself what becomes of what it holds: it looked, and follows since then. */
  readonly #knowing = new Set<string | null>();

  private constructor(people: People, play: Play, all: Interleaving) {
    this.#people = people;
    this.play = play;
    this.#all = all;
  }

  static async begin(people: People, all: Interleaving): Promise<SitePlay> {
    channels += 1;
    const play = await Play.begin(people, `w${channels}@topics.${people.domain}`);
    await people.watch(play.channel);
    return new SitePlay(people, play, all);
  }

  /** Plays a wave; as soon as all of it is acknowledged, somebody and everybody look at pages and photos. */
  async wave(at: number): Promise<void> {
    const wave: Wave = this.#all[at] ?? [];
    await this.play.wave(wave);
    for (const one of wave) if (one.do === 'leave') this.#knowing.delete(one.who);
    const looking = [...this.#looking(at), this.#reader];
    await Promise.all([...looking.map((looker) => this.#checkPages(looker)), this.#checkPhotos()]);
  }

  checkPushes(pushed: ReadonlyMap<Looker, string>): void {
    for (const [{ name }, text] of pushed) {
      for (const post of this.play.unpushed(name)) {
        expect(text.includes(wordsOf(post)), `pushed to ${name}: ${told(post)}`).toBe(false);
      }
    }
  }

  async lookOnPhones(at: number): Promise<void> {
    for (const { name, phone } of [...this.#looking(at), this.#reader]) {
      await lookOn(phone, this.play.channel, this.#topics());
      this.#knowing.add(name);
    }
  }

  /** What a phone holds of what was removed after it looked, it has to let go of by itself. */
  checkPhone(name: string | null, stored: string, follows: boolean): void {
    const isBanned = name !== null && this.play.banned.has(name);
    if (this.#knowing.has(name) || isBanned) {
      for (const post of this.play.forbidden(name)) {
        const holds = stored.includes(wordsOf(post));
        expect(holds, `${name}’s phone holds ${told(post)}`).toBe(false);
      }
    }
    if (!follows) this.#knowing.delete(name);
  }

  /** Nothing keeps from anybody what everybody may see: else all this would pass on nothing. */
  async end(): Promise<void> {
    const { play } = this;
    const [last] = this.#looking(WAVES);
    for (const looker of [last, this.#reader] as Looker[]) {
      if (looker.name === null || !play.banned.has(looker.name)) {
        await eventually(async () => {
          const shown = [...(await this.#pagesOf(looker)).values()].join('\n');
          const missing = play.posts.find((one) => !isUnseen(one) && !shown.includes(wordsOf(one)));
          if (missing) throw new Error(`${looker.name} does not see ${told(missing)}`);
          return true;
        });
      }
    }
    await this.#people.unwatch(play.channel);
    await this.#people.ask('admin', 'set', deleteRequest(play.channel));
  }

  async #checkPages(looker: Looker): Promise<void> {
    const { name } = looker;
    const shown = await this.#pagesOf(looker);
    for (const post of this.play.forbidden(name)) {
      if (name !== null && isOwnHeld(post, name)) continue;
      const [where] = [...shown].find(([, text]) => text.includes(wordsOf(post))) ?? [];
      expect(where, `a page that shows ${name} ${told(post)}`).toBeUndefined();
    }
  }

  /** What all pages say on which posts of the channel can stand. A feed is everybody's, whoever asks. */
  async #pagesOf({ name, browser }: Looker): Promise<ReadonlyMap<string, string>> {
    const { channel, word } = this.play;
    const at = `/channel/${channel}`;
    const own = name === null ? [`${at}/feed`, `${at}/log`] : [`/search?q=${word}`, '/activity'];
    const topics = this.#topics().map((id) => `${at}/${id}`);
    const paths = [at, ...topics, ...own];
    const pages = paths.map(async (path) => [path, await browser.show(path)] as const);
    return new Map(await Promise.all(pages));
  }

  async #checkPhotos(): Promise<void> {
    const { channel, posts } = this.play;
    for (const post of posts) {
      // Who waits for a moderator puts no photo up; whoever did was trusted then.
      if (post.photo === null || !post.shown) continue;
      const isThere = await this.#reader.browser.hasPicture(`/media/${channel}/${post.photo}`);
      expect(isThere, `the photo of ${told(post)}`).toBe(!isUnseen(post));
    }
  }

  /** Who without an account reads along all the time. */
  get #reader(): Looker {
    return this.#people.lookers.find(({ name }) => name === null) as Looker;
  }

  /** Whose turn it is. */
  #looking(at: number): readonly Looker[] {
    return this.#people.lookers.filter(({ name }) => name === LOOKERS[at % LOOKERS.length]);
  }

  #topics(): readonly string[] {
    return this.play.posts.filter(({ topic }) => topic === null).map(({ id }) => id);
  }
}
