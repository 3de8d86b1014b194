/** Which open channels a person follows, as far as they let others see it. */
import { NS } from './namespaces.ts';
import { child, childrenOf, type Element, el } from './xml.ts';

export interface FollowedChannel {
  readonly channel: string;
  readonly title: string;
}

export const followedRequest = (person: string): Element =>
  el(NS.ACCOUNT, 'followed', { jid: person });

export function followedElement(person: string, channels: readonly FollowedChannel[]): Element {
  const rows = channels.map(({ channel, title }) =>
    el(NS.ACCOUNT, 'channel', { jid: channel, title }),
  );
  return el(NS.ACCOUNT, 'followed', { jid: person }, ...rows);
}

/** Reads the answer to {@link followedRequest}. */
export function readFollowed(answer: Element): readonly FollowedChannel[] {
  const list = child(answer, 'followed', NS.ACCOUNT);
  return childrenOf(list).flatMap(({ attrs: { jid, title = '' } }) =>
    jid ? [{ channel: jid, title }] : [],
  );
}
