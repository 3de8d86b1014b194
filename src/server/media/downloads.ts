import { randomBytes } from 'node:crypto';
import type { Actor } from '../service/context.ts';
import { AtOnce } from './at-once.ts';
import { MOST_DOWNLOADS, MOST_DOWNLOADS_OF_ONE, SLOT_LIFE } from './limits.ts';

/**
 * Who may fetch all of their data: 128-bit tokens, one for each person, for five minutes. They serve more
 * than once: browsers of old phones fetch a file anew by a program that stores it.
 */
export class Downloads {
  readonly underWay = new AtOnce(MOST_DOWNLOADS, MOST_DOWNLOADS_OF_ONE);
  readonly #actors = new Map<string, Actor>();
  readonly #tokens = new Map<string, string>();

  /** @returns a token; that of before is worth nothing any more. */
  open(actor: Actor): string {
    this.#actors.delete(this.#tokens.get(actor.jid) ?? '');
    const token = randomBytes(16).toString('base64url');
    this.#actors.set(token, actor);
    this.#tokens.set(actor.jid, token);
    setTimeout(() => this.#end(actor.jid, token), SLOT_LIFE).unref();
    return token;
  }

  /** Whose token that is; `undefined` where it is nobody's. */
  actorOf(token: string): Actor | undefined {
    return this.#actors.get(token);
  }

  #end(jid: string, token: string): void {
    this.#actors.delete(token);
    if (this.#tokens.get(jid) === token) this.#tokens.delete(jid);
  }
}
