/** Limits that phone and server share, and what measures texts by them. */

/** How deep elements of a stanza may nest. Ours need 9; recursion over more could exhaust a stack. */
export const MAX_DEPTH = 32;

/** How many elements one stanza may hold: a hundred followed channels of 21 elements each. */
export const MAX_ELEMENTS = 2_500;

/** Largest stanza that a client may send, in bytes; the XMPP server closes the stream beyond it. */
export const MAX_STANZA_BYTES = 32_768;

/** Longest text of a topic or comment, in Unicode code points. */
export const MAX_TEXT = 4_096;

/** Longest title of a topic or channel, in Unicode code points; a channel's is cut there. */
export const MAX_TITLE = 128;

/** Longest description of a channel, in Unicode code points; it is cut there. */
export const MAX_DESCRIPTION = 1_024;

/** Longest reason for what somebody does by office, in Unicode code points. */
export const MAX_REASON = 500;

/** Longest name of somebody for whom an official writes, in Unicode code points. */
export const MAX_ON_BEHALF = 100;

/** Items of a page where the asker names no number, and the most that one answer carries. */
export const DEFAULT_PAGE = 50;
export const MAX_PAGE = 100;

/** Unread items of a channel are counted up to here: this number means so many or more. */
export const MAX_UNREAD = 1_000;

/** Longest localpart, domain and resource of an address, in bytes (RFC 7622, 3). */
export const MAX_JID_PART = 1_023;

/** Shortest and longest password that somebody may choose. */
export const MIN_PASSWORD = 6;
export const MAX_PASSWORD = 128;

/** A password that may be chosen. Left out are the characters that no XMPP server accepts in one (RFC 4013). */
export const PASSWORD = /^[ -~\xa0-\udfff\uf900-\ufff8]{6,128}$/;

/** Usernames: the original's rule, so that an address can be typed on any keypad. */
export const USERNAME = /^[a-z0-9](?:[a-z0-9.-]{1,30})[a-z0-9]$/;

/** Length in Unicode code points, which is what a person would count as characters. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** What XML 1.0 (2.2) cannot carry; well-formed surrogate pairs are matched first, to be kept. */
const PAIR_OR_NOT_XML =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: naming them is the point
  /[\ud800-\udbff][\udc00-\udfff]|[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/g;

/**
 * Text as it comes through any XML server: without the characters that no document may contain (a
 * keyboard makes them only by accident), and with line feeds alone (XML 1.0, 2.11: Prosody writes a
 * carriage return as it is, and the next parser reads a line feed).
 */
export function xmlSafe(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(PAIR_OR_NOT_XML, (found) => (found.length === 2 ? found : ''));
}
