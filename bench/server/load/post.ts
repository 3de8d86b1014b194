import { entryOf } from '../../../src/protocol/atom.ts';
import type { Item } from '../../../src/protocol/channel.ts';
import { NS } from '../../../src/protocol/namespaces.ts';
import { serialize } from '../../../src/protocol/xml.ts';
import { DOMAIN, PUBSUB_DOMAIN } from '../hosts/host.ts';

/** Characters of a post's text. */
const LENGTH = 300;
/** Stands before and after the number that a post carries, and nowhere else on the wire. */
const MARK = '~~';
const MARK_BYTES = Buffer.from(MARK);
const DIGITS = 8;

/** A text of 300 characters that carries a number. */
export function textOf(number: number): string {
  const head = `${MARK}${String(number).padStart(DIGITS, '0')}${MARK} `;
  return head.padEnd(LENGTH, 'Water is back in Ward 7 since noon. ');
}

/** The number of the post that a frame carries, -1 where it carries none. No parsing: bytes are searched. */
export function numberIn(frame: Buffer): number {
  const at = frame.indexOf(MARK_BYTES);
  if (at < 0) return -1;
  let number = 0;
  for (let i = at + MARK.length; i < at + MARK.length + DIGITS; i += 1) {
    number = number * 10 + (frame[i] as number) - 0x30;
  }
  return number;
}

/** What a client gives our service: everything else is the service's to say. */
export function draftXml(number: number): string {
  return `<entry xmlns="${NS.ATOM}"><content type="text">${textOf(number)}</content></entry>`;
}

/**
 * The same post for a plain pubsub service, which adds nothing: the entry that our service makes of
 * the draft, so that readers of all receive the same.
 */
export function wholeEntryXml(id: string, author: string, number: number): string {
  const item: Item = {
    ...{ channel: `channel@${DOMAIN}`, id, parent: null, author, title: '', text: textOf(number) },
    ...{ published: '2026-01-01T12:00:00.000Z', seq: 1_000, activity: 1_000, replies: 0 },
  };
  return serialize(entryOf(item, PUBSUB_DOMAIN));
}
