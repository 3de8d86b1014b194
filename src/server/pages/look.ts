import type { IncomingHttpHeaders } from 'node:http';
import type { TextSize } from '../../screens/settings.tsx';
import { expiresIn } from './expires-in.ts';

/** Name of the cookie that keeps the size of text; the app keeps its own. */
const COOKIE = 'text';

/** How a browser is set is kept for a year; in seconds. */
export const KEPT = 31_536_000;

/** The size of text where nobody chose one. */
export const USUAL_SIZE: TextSize = 1;

/** A step of the size of text, as a form or a cookie says it; `null` where it says none. */
export function textSizeOf(said: string): TextSize | null {
  return /^[0-3]$/.test(said) ? (Number(said) as TextSize) : null;
}

/** The size that a browser's cookies ask for. */
export function textSizeIn(cookies: string): TextSize {
  const [, said = ''] = new RegExp(`(?:^|;\\s*)${COOKIE}=(\\d)(?:;|$)`).exec(cookies) ?? [];
  return textSizeOf(said) ?? USUAL_SIZE;
}

export function textSizeCookie(size: TextSize): string {
  return `${COOKIE}=${size}${keptFor(KEPT)}`;
}

/** Name of the cookie that says whether photos wait until they are asked for. */
const ON_TAP = 'tap';

/** Whether they wait: as it was set here, else where the browser says that data is dear. */
export function isOnTap({ cookie = '', ...headers }: IncomingHttpHeaders): boolean {
  const [, chosen] = new RegExp(`(?:^|;\\s*)${ON_TAP}=([01])(?:;|$)`).exec(cookie) ?? [];
  return chosen === undefined ? headers['save-data'] === 'on' : chosen === '1';
}

export function onTapCookie(onTap: boolean): string {
  return `${ON_TAP}=${Number(onTap)}${keptFor(KEPT)}`;
}

/** Name of the cookie that keeps the place that was looked at last. */
const PLACE = 'place';

/** Its id; empty where there is none. */
export function placeIn(cookies: string): string {
  const [, id = ''] = new RegExp(`(?:^|;\\s*)${PLACE}=([a-z0-9-]*)(?:;|$)`).exec(cookies) ?? [];
  return id;
}

/** The cookie that remembers a place; with an empty id the one that removes it. */
export function placeCookie(id: string): string {
  return `${PLACE}=${id}${keptFor(id === '' ? 0 : KEPT)}`;
}

function keptFor(seconds: number): string {
  return `; Path=/; Max-Age=${seconds}${expiresIn(seconds)}; HttpOnly; SameSite=Lax`;
}
