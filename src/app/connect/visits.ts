/** Every screen is one entry of the browser's history; coming back finds it as it was left. */
import { useState } from 'preact/hooks';
import { route } from 'preact-router';

interface Place {
  readonly path: string;
  readonly scroll: number;
  /** The link, button or field that had the focus, by what finds it again. */
  readonly focus: string | null;
  /** How far below the top of the window that stood. */
  readonly top: number;
  readonly left: Left;
}

/** What a screen showed beyond what it begins with, and to whom; `null` to a reader. */
interface Left {
  me?: string | null;
  [name: string]: unknown;
}

/** How many drawings of a screen, or frames of it, to wait for the content that comes from the store. */
const PATIENCE = 30;

/** Nobody who is done with a form wants to see one of these again. */
const IN_BETWEEN = /^\/(?:login|signup|menu|rules)\b/;

/** Where one begins. */
const NOWHERE: Omit<Place, 'left'> = { path: '', scroll: 0, focus: null, top: 0 };

/** Browsers keep about so many entries: what was further back cannot be come back to. */
const MOST = 50;

/** In memory alone: the list of somebody who signs out is in no file, and the app begins anew as it always did. */
const places = new Map<number, Place>();
/** Of the screen that is shown. */
let left: Left = {};
let current = 0;
let lastPath = location.pathname;
let replacing = false;
let started = false;

/** Begins to keep track; call once, when the app's first screen is about to be shown. */
export function startVisits(): void {
  started = true;
  history.scrollRestoration = 'manual';
  current = indexOfEntry() ?? 0;
  history.replaceState({ index: current }, '');
}

/** The screen is about to change: remembers how it is left. Call before it is drawn anew. */
export function leave(): void {
  // What the server drew goes, and with it the height of its bar.
  if (started) (document.getElementById('app') as HTMLElement).className = 'own';
  if (!replacing) {
    const focus = focusName();
    const top = topOf(document.activeElement);
    places.set(current, { path: lastPath, scroll: scrollY, focus, top, left });
  }
  left = places.get(indexOfEntry() as number)?.left ?? {};
}

/** Somebody is shown this screen: what another person left on it is not for them, what a reader left is. */
export function showTo(me: string | null): void {
  left.me ??= me;
  if (left.me !== me) left = { me };
}

/** A state that one who comes back to this screen finds as they left it. */
export function useLeft<T>(name: string, first: T) {
  const state = useState(name in left ? (left[name] as T) : first);
  left[name] = state[0];
  return state;
}

/** The new screen is drawn: puts the person where they were, or at its beginning. */
export function arrive(): void {
  if (!started) return;
  lastPath = location.pathname;
  if (replacing) places.delete(current);
  replacing = false;
  const index = indexOfEntry();
  if (index === undefined) {
    current += 1;
    history.replaceState({ index: current }, '');
    places.delete(current);
    places.delete(current - MOST);
    scrollTo(0, 0);
  } else {
    current = index;
  }
  restore(places.get(current) ?? NOWHERE, current, PATIENCE);
}

/** One screen back; where the app was opened here, to the screen above. Tells whether there is one. */
export function goBack(): boolean {
  const up = screenAbove();
  if (current > 0) history.back();
  else if (up) replaceScreen(up);
  return current > 0 || up !== null;
}

/** Where the screen's own Back link leads; `null` on the first screen. */
export function screenAbove(): string | null {
  return document.querySelector('a[rel=up]')?.getAttribute('href') ?? null;
}

/** Shows another screen in place of this one: going back does not lead here. */
export function replaceScreen(url: string): void {
  if (url === location.pathname) return;
  replacing = true;
  route(url, true);
  // The router forgets which entry this is.
  history.replaceState({ index: current }, '');
}

/** What the address of this screen asked for is done. */
export function forgetQuery(): void {
  history.replaceState(history.state, '', location.pathname);
}

/**
 * A form is done with: back to what the person was reading when they decided to fill it in, which is
 * `otherwise` where the app was opened with the form.
 */
export function leaveForm(otherwise: string): void {
  let steps = 1;
  while (IN_BETWEEN.test(places.get(current - steps)?.path ?? '')) steps += 1;
  if (places.has(current - steps)) history.go(-steps);
  else replaceScreen(otherwise);
}

/** Does that, however late, only where the person is still on this screen: who has gone elsewhere stays there. */
export function whileHere<T = void>(go: (outcome: T) => unknown): (outcome: T) => void {
  const entry = current;
  const path = lastPath;
  return (outcome) => {
    if (entry === current && path === lastPath) go(outcome);
  };
}

function indexOfEntry(): number | undefined {
  return (history.state as { index?: number } | null)?.index;
}

function restore(place: Omit<Place, 'left'>, entry: number, patience: number): void {
  if (entry !== current) return;
  const target = document.querySelector<HTMLElement>(place.focus ?? 'h1');
  const high = document.documentElement.scrollHeight >= place.scroll + innerHeight;
  const heading = document.querySelector<HTMLElement>('h1');
  if (patience > 0 && !(target && (high || place.scroll === 0))) {
    const again = () => restore(place, entry, patience - 1);
    // As long as the store keeps it empty, it is not drawn yet.
    if (heading) requestAnimationFrame(again);
    else onceDrawn(again);
    return;
  }
  scrollTo(0, place.scroll);
  // Several may lead there: the one where it was. It stands there again, whatever came above it.
  const far = (one: Element) => Math.abs(topOf(one) - place.top);
  const all = place.focus ? [...document.querySelectorAll<HTMLElement>(place.focus)] : [];
  const [nearest] = all.sort((a, b) => far(a) - far(b));
  (nearest ?? heading)?.focus({ preventScroll: true });
  if (nearest) scrollBy(0, topOf(nearest) - place.top);
}

const topOf = (element: Element | null) => element?.getBoundingClientRect().top ?? 0;

/** Waits for whatever is drawn next, however long that takes. */
function onceDrawn(act: () => void): void {
  new MutationObserver((_, changes) => {
    changes.disconnect();
    act();
  }).observe(document.body, { childList: true, subtree: true });
}

/** What finds the thing that has the focus again, in another drawing of the same screen. */
export function focusName(): string | null {
  const element = document.activeElement;
  if (element?.id) return `[id=${JSON.stringify(element.id)}]`;
  const href = element?.getAttribute('href');
  return href ? `a[href=${JSON.stringify(href)}]` : null;
}
