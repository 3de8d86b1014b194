import { randomUUID } from 'node:crypto';
import { publishRequest, registerRequest, retractRequest } from '../../../src/protocol/pubsub.ts';
import type { Element } from '../../../src/protocol/xml.ts';
import { connect, RequestRefused, type XmppClient } from '../../../src/server/stream/client.ts';
import type { Site } from '../../harness/site.ts';
import type { History, Outcome } from './history.ts';

/** One post in so many is removed again. */
const RETRACTED = 5;

/** Somebody who posts and removes, and comes back after each cut with what is not known to be done. */
export class Publisher {
  readonly #name: string;
  readonly #site: Site;
  readonly #channel: string;
  readonly #history: History;
  #client: XmppClient | undefined;
  #isMember = false;
  #posts = 0;

  constructor(name: string, site: Site, channel: string, history: History) {
    this.#name = name;
    this.#site = site;
    this.#channel = channel;
    this.#history = history;
  }

  /** Signs in, sends again what has no answer yet, then goes on, until the connection breaks. */
  async untilCut(): Promise<void> {
    try {
      await this.#comeBack();
      for (const [id, post] of this.#history.posts) {
        if (post.author !== this.#name) continue;
        if (post.published === 'unknown') await this.#publish(id);
        if (post.retracted === 'unknown') await this.#retract(id);
      }
      for (;;) await this.#post();
    } catch {
      // The cut is what this test is about: what was not answered stays unknown.
      this.#client?.socket.terminate();
    }
  }

  async #comeBack(): Promise<void> {
    const { url, domain } = this.#site;
    const person = { username: this.#name, password: 'secret-pass' };
    this.#client = await connect({ url, domain, ...person, register: !this.#isMember });
    this.#isMember = true;
    await this.#ask(registerRequest());
  }

  async #post(): Promise<void> {
    const id = randomUUID();
    this.#posts += 1;
    const text = `${this.#name} ${this.#posts} 💧 ${id}`;
    const post = { author: this.#name, text, published: 'unknown', retracted: null } as const;
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
    await this.#client?.request('set', `channels.${this.#site.domain}`, payload);
  }
}
