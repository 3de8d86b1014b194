/** Posts that are held back (docs/protocol.md, "Posts that wait"). */
import { draftEntry } from './atom.ts';
import { localId, nodeOf, parseNode } from './channel.ts';
import { NS } from './namespaces.ts';
import { type Grounds, groundsElement, readGrounds } from './office.ts';
import { child, childrenOf, childText, type Element, el } from './xml.ts';

/**
 * `first`: a person's first post in a channel, until a moderator has looked at it. `refused`: one did,
 * and it is kept for its author alone. `reported`: it was shown, and people reported it.
 */
const WHY_WITHHELD = ['first', 'refused', 'reported'] as const;
export type WhyWithheld = (typeof WHY_WITHHELD)[number];

/** How many posts may wait in one channel at most: of one person, and of all together. */
export const MOST_WAITING = { person: 5, channel: 2_000 };

/** How many own posts one answer holds at most, the newest: more would be too many elements for one stanza. */
export const OWN_WITHHELD_PAGE = 100;

/** A post that is held back, as its author and the moderators know it. */
export interface Withheld {
  readonly channel: string;
  readonly channelTitle: string;
  readonly id: string;
  readonly parent: string | null;
  /** Bare JID. */
  readonly author: string;
  readonly why: WhyWithheld;
  /** ISO 8601 in UTC, by the server's clock. */
  readonly since: string;
  readonly title: string;
  readonly text: string;
  readonly target?: string | null | undefined;
  /** Of what was refused: why. */
  readonly grounds: Grounds;
}

/** Request: the asker's own posts that are held back. */
export const ownWithheldRequest = (): Element => el(NS.OFFICE, 'withheld');

/** Request: the author withdraws a post that waits. */
export const takeBackRequest = (channel: string, id: string): Element =>
  el(NS.OFFICE, 'take-back', { node: nodeOf(channel), id });

/** In the answer to `publish`: what was sent is held back. */
export const withheldMark = ({ why, since }: Pick<Withheld, 'why' | 'since'>): Element =>
  el(NS.OFFICE, 'withheld', { why, since });

/** Why what was published is held back, from the answer; `null` where it is not. */
export function readWithheldMark(answer: Element): WhyWithheld | null {
  const pubsub = childrenOf(answer)[0];
  const publish = child(pubsub, 'publish');
  const item = child(publish, 'item');
  const mark = child(item, 'withheld', NS.OFFICE);
  return mark ? whyIn(mark) : null;
}

export const ownWithheldElement = (posts: readonly Withheld[]): Element =>
  el(NS.OFFICE, 'withheld', {}, ...posts.map(withheldElement));

/** A post in a list of such. */
export function withheldElement(post: Withheld): Element {
  const { channel, channelTitle, id, author, why, since, grounds } = post;
  const isRefused = why === 'refused';
  return el(
    NS.OFFICE,
    'post',
    { node: nodeOf(channel), title: channelTitle, id, author, why, since },
    draftEntry(post),
    isRefused ? groundsElement(grounds) : undefined,
  );
}

export function readOwnWithheld(answer: Element): readonly Withheld[] {
  return withheldIn(child(answer, 'withheld', NS.OFFICE));
}

/** The posts of a list of such. */
export function withheldIn(list: Element | undefined): readonly Withheld[] {
  return childrenOf(list, 'post').flatMap((post) => {
    const { node = '', title = '', id = '', author = '', since = '' } = post.attrs;
    const named = parseNode(node);
    const entry = child(post, 'entry', NS.ATOM);
    if (!named || !entry || !localId(id)) return [];
    const reply = child(entry, 'in-reply-to', NS.THREAD);
    const spokenOf = child(entry, 'target', NS.ACTIVITY);
    return [
      {
        ...{ channel: named.channel, channelTitle: title, id, author, why: whyIn(post), since },
        parent: reply ? localId(reply.attrs.ref ?? '') : null,
        title: childText(entry, 'title') ?? '',
        text: childText(entry, 'content') ?? '',
        target: spokenOf ? localId(childText(spokenOf, 'id') ?? '') : null,
        grounds: readGrounds(post) ?? { reason: '' },
      },
    ];
  });
}

/** A newer service may know more reasons: the post waits, whatever they are. */
function whyIn({ attrs }: Element): WhyWithheld {
  return WHY_WITHHELD.find((known) => known === attrs.why) ?? 'first';
}
