/** What one operation came to, as its client knows it; `unknown` where no answer came. */
export type Outcome = 'ok' | 'failed' | 'unknown';

interface Post {
  readonly author: string;
  readonly text: string;
  published: Outcome;
  retracted: Outcome | null;
}

/**
 * Every operation of every client with its outcome, and the check of section "nothing lost": what a
 * client was told must be so, for everybody, for ever.
 */
export class History {
  readonly posts = new Map<string, Post>();

  count(what: (post: Post) => boolean): number {
    return [...this.posts.values()].filter(what).length;
  }

  /**
   * Compares with what a reader found, in the order of the service; gives the broken promises.
   * Acknowledged: exactly once and byte-equal. Refused or retracted: not there. Unknown: at most
   * once. Those of one author in the order of sending.
   */
  broken(found: readonly { readonly id: string; readonly text: string }[]): readonly string[] {
    const complaints: string[] = [];
    const there = new Map(found.map((item) => [item.id, item.text]));
    if (there.size < found.length) complaints.push('an item came twice');
    for (const [id, { published, retracted, text }] of this.posts) {
      const seen = there.get(id);
      if (seen !== undefined && seen !== text) complaints.push(`${id} has other words`);
      if (published === 'failed' && seen !== undefined)
        complaints.push(`${id} was refused, and is there`);
      if (retracted === 'ok' && seen !== undefined)
        complaints.push(`${id} was removed, and is there`);
      if (published === 'ok' && retracted === null && seen === undefined) {
        complaints.push(`${id} was acknowledged, and is lost`);
      }
    }
    const order = new Map([...this.posts.keys()].map((id, place) => [id, place]));
    const last = new Map<string, number>();
    for (const { id } of found) {
      const post = this.posts.get(id);
      if (!post) {
        complaints.push(`${id} was never sent`);
        continue;
      }
      const place = order.get(id) as number;
      if (place < (last.get(post.author) ?? -1)) complaints.push(`${id} is out of order`);
      last.set(post.author, place);
    }
    return complaints;
  }
}
