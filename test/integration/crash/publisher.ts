import { randomUUID } from 'node:crypto';
import { publishRequest, registerRequest, retractRequest } from '../../../src/protocol/pubsub.ts';
import type { Element } from '../../../src/protocol/xml.ts';
import { RequestRefused, type XmppClient } from '../../../src/server/stream/client.ts';
import type { Site } from '../../harness/site.ts';
import { Comer } from './comer.ts';
import type { History, Outcome } from './history.ts';

/** One post in so many is removed again. */
const RETRACTED = 5;

/** Somebody who posts and removes, and comes back after each cut with what is not known to be done. */
export class Publisher extends Comer {
  readonly #author: string;
  readonly #channel: string;
  readonly #history: History;
  #client: XmppClient | undefined;
  #posts = 0;

  constructor(name: string, site: Site, channel: string, history: History) {
    super(name, site);
    this.#author = name;
    this.#channel = channel;
    this.#history = history;
  }

  /** Sends again what has no answer yet, then goes on. */
  protected async stay(client: XmppClient): Promise<void> {
    this.#client = client;
    await this.#ask(registerRequest());
    for (const [id, post] of this.#history.posts) {
      if (post.author !== this.#author) continue;
      if (post.published === 'unknown') await this.#publish(id);
      if (post.retracted === 'unknown') await this.#retract(id);
    }
    for (;;) await this.#post();
  }

  async #post(): Promise<void> {
    const id = randomUUID();
    this.#posts += 1;
    const text = `${this.#author} ${this.#posts} 💧 ${id}`;
    const post = { author: this.#author, text, published: 'unknown', retracted: null } as const;
    this.#history.posts.set(id, { ...post });
    await this.#publish(id);
    if (this.#posts % RETRACTED === 0) await this.#retract(id);
  }

  async #publish(id: string): Promise<void> {
    const post = this.#known(id);
    post.published = await this.#outcome(publishRequest(this.#channel, { id, text: post.text }));
  }

  async #retract(id: string): Promise<void> {
    const post = this.#known(id);
    post.retracted = 'unknown';
    post.retracted = await this.#outcome(retractRequest(this.#channel, id));
  }

  #known(id: string) {
    const post = this.#history.posts.get(id);
    if (!post) throw new Error(`${id} is nobody's`);
    return post;
  }

  /** Throws where the connection breaks first; then nobody knows. */
  async #outcome(payload: Element): Promise<Outcome> {
    try {
      await this.#ask(payload);
      return 'ok';
    } catch (error) {
      if (error instanceof RequestRefused && error.type !== 'wait') return 'failed';
      throw error;
    }
  }

  async #ask(payload: Element): Promise<void> {
    await this.#client?.request('set', `channels.${this.site.domain}`, payload);
  }
}
