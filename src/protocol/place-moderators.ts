/** Who may create channels for a place: administrators appoint them (docs/protocol.md, "Places"). */
import { NS } from './namespaces.ts';
import { child, childrenOf, type Element, el } from './xml.ts';

export interface PlaceModerator {
  /** Bare JID. */
  readonly jid: string;
  /** Since when, ISO 8601 in UTC. */
  readonly since: string;
}

/** Those of one place, for administrators. */
export const placeModeratorsRequest = (place: string): Element =>
  el(NS.PLACE, 'moderators', { place });

/** Makes somebody one of them, or takes it back. */
export const appointRequest = (place: string, jid: string, appointed: boolean): Element =>
  el(NS.PLACE, 'moderators', { place }, el(NS.PLACE, appointed ? 'appoint' : 'dismiss', { jid }));

export function placeModeratorsElement(place: string, people: readonly PlaceModerator[]): Element {
  const rows = people.map(({ jid, since }) => el(NS.PLACE, 'person', { jid, since }));
  return el(NS.PLACE, 'moderators', { place }, ...rows);
}

export function readPlaceModerators(answer: Element): readonly PlaceModerator[] {
  const list = child(answer, 'moderators', NS.PLACE);
  return childrenOf(list, 'person').map(({ attrs }) => ({
    jid: attrs.jid ?? '',
    since: attrs.since ?? '',
  }));
}
