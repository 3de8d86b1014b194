/**
 * The rules of one channel, said once more and as plainly as can be: what the service must agree
 * with after any sequence of requests. Written from the protocol's tables, not from the service.
 */
import type { AccessModel, Affiliation, Membership } from '../../src/protocol/channel.ts';

export type Command =
  | {
      readonly do: 'publish';
      readonly who: string;
      readonly id: string;
      readonly parent: string | null;
      readonly text: string;
    }
  | { readonly do: 'retract'; readonly who: string; readonly id: string }
  | { readonly do: 'subscribe' | 'unsubscribe'; readonly who: string }
  | {
      readonly do: 'affiliate';
      readonly who: string;
      readonly whom: string;
      readonly affiliation: Affiliation;
    }
  | { readonly do: 'approve' | 'deny'; readonly who: string; readonly whom: string }
  | { readonly do: 'configure'; readonly who: string; readonly access: AccessModel };

interface Post {
  readonly author: string;
  readonly parent: string | null;
  readonly text: string;
}

const STRANGER: Membership = { affiliation: 'none', subscription: 'none' };

export class ReferenceModel {
  access: AccessModel = 'open';
  readonly members = new Map<string, Membership>();
  readonly posts = new Map<string, Post>();
  readonly removed = new Set<string>();

  constructor(owner: string) {
    this.members.set(owner, { affiliation: 'owner', subscription: 'subscribed' });
  }

  of(who: string): Membership {
    return this.members.get(who) ?? STRANGER;
  }

  /** Everybody in it has an account here, so `local` is as good as open to who is not banned. */
  mayRead(who: string): boolean {
    const { affiliation, subscription } = this.of(who);
    if (affiliation === 'outcast') return false;
    if (this.access === 'open' || this.access === 'local') return true;
    return subscription === 'subscribed' && affiliation !== 'none';
  }

  /** Whether the service accepts it; where it does, the state is the next one. */
  apply(command: Command): boolean {
    switch (command.do) {
      case 'publish':
        return this.#publish(command);
      case 'retract':
        return this.#retract(command.who, command.id);
      case 'subscribe':
        return this.#subscribe(command.who);
      case 'unsubscribe':
        return this.#unsubscribe(command.who);
      case 'affiliate':
        return this.#affiliate(command.who, command.whom, command.affiliation);
      case 'approve':
      case 'deny':
        return this.#answer(command.who, command.whom, command.do === 'approve');
      case 'configure':
        if (!this.#holds(command.who, ['owner'])) return false;
        this.access = command.access;
        return true;
    }
  }

  #holds(who: string, affiliations: readonly Affiliation[]): boolean {
    const { affiliation, subscription } = this.of(who);
    return subscription === 'subscribed' && affiliations.includes(affiliation);
  }

  #publish(command: Command & { do: 'publish' }): boolean {
    const { who, id, parent, text } = command;
    const before = this.posts.get(id);
    if (before) return before.author === who && before.text === text && before.parent === parent;
    if (!this.#holds(who, ['owner', 'moderator', 'publisher'])) return false;
    if (this.removed.has(id)) return false;
    if (parent !== null && this.posts.get(parent)?.parent !== null) return false;
    this.posts.set(id, { author: who, parent, text });
    return true;
  }

  #retract(who: string, id: string): boolean {
    const post = this.posts.get(id);
    if (!post || this.of(who).affiliation === 'outcast') return false;
    if (post.author !== who && !this.#holds(who, ['owner', 'moderator'])) return false;
    for (const [other, { parent }] of this.posts) if (parent === id) this.#remove(other);
    this.#remove(id);
    return true;
  }

  #remove(id: string): void {
    this.posts.delete(id);
    this.removed.add(id);
  }

  #subscribe(who: string): boolean {
    const { affiliation, subscription } = this.of(who);
    if (affiliation === 'outcast') return false;
    const free = this.access === 'open' || this.access === 'local';
    if (subscription === 'subscribed' || (subscription === 'pending' && !free)) return true;
    this.members.set(who, {
      affiliation: affiliation === 'none' ? 'publisher' : affiliation,
      subscription: free ? 'subscribed' : 'pending',
    });
    return true;
  }

  #owners(): number {
    return [...this.members.keys()].filter((who) => this.#holds(who, ['owner'])).length;
  }

  #unsubscribe(who: string): boolean {
    if (this.of(who).subscription === 'none') return true;
    if (this.#holds(who, ['owner']) && this.#owners() === 1) return false;
    this.members.delete(who);
    return true;
  }

  #affiliate(who: string, whom: string, affiliation: Affiliation): boolean {
    const above: readonly Affiliation[] = ['owner', 'moderator'];
    const current = this.of(whom);
    if (!this.#holds(who, above) || who === whom) return false;
    if (!this.members.has(whom) && affiliation !== 'outcast') return false;
    if (this.#holds(whom, ['owner']) && affiliation !== 'owner') return false;
    if (
      !this.#holds(who, ['owner']) &&
      (above.includes(affiliation) || above.includes(current.affiliation))
    ) {
      return false;
    }
    const subscription = affiliation === 'outcast' ? 'none' : current.subscription;
    // Whose role is taken away before they are in has the usual one.
    if (affiliation === 'none' && subscription === 'pending') {
      this.members.set(whom, { affiliation: 'publisher', subscription });
    } else if (affiliation === 'none' && subscription === 'none') this.members.delete(whom);
    else this.members.set(whom, { affiliation, subscription });
    return true;
  }

  #answer(who: string, whom: string, approved: boolean): boolean {
    const above: readonly Affiliation[] = ['owner', 'moderator'];
    const current = this.of(whom);
    if (!this.#holds(who, above) || who === whom || current.subscription === 'none') return false;
    // To turn away takes a role; that of who waits is not in force yet.
    if (!approved && this.#holds(whom, ['owner'])) return false;
    if (!approved && !this.#holds(who, ['owner']) && this.#holds(whom, above)) return false;
    if (approved) this.members.set(whom, { ...current, subscription: 'subscribed' });
    else this.members.delete(whom);
    return true;
  }
}
