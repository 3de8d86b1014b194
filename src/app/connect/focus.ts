/** Moving the focus by arrows: for phones with keys, and for anybody without a mouse. */
import { takesSideways } from './text-field.ts';

const FIELD = 'input,textarea,select';
const FOCUSABLE = `a[href],button,summary,${FIELD}`;

/** How much of the screen one step scrolls at most: what was read last stays in sight. */
const STEP = 0.75;

/** Left between what has the focus and the edges: the next thing shows that there is one. */
const MARGIN = 24;

/**
 * Moves the focus to the next (1) or previous (-1) line of things in reading order, to the first of it.
 * Where a longer text lies between, that is scrolled through first.
 */
export function moveFocus(direction: 1 | -1): void {
  const area = readable();
  const step = (area.bottom - area.top) * STEP;
  const next = neighbour(direction, area);
  if (next && Math.abs(distance(next, area)) <= step) {
    focusOn(next);
    return;
  }
  scrollBy(0, direction * step);
  // Enter must not act on what nobody sees.
  const left = document.activeElement as HTMLElement;
  if (!isInSight(left, area)) left.blur();
}

/**
 * Moves it within one line of things that stand side by side, on two where larger letters have broken it;
 * tells whether there was one.
 */
export function moveFocusSideways(direction: 1 | -1): boolean {
  const from = document.activeElement;
  const next = from && sibling(from, direction);
  if (!next) return false;
  if (!isBeside(from, next) && from.parentElement !== next.parentElement) return false;
  focusOn(next);
  return true;
}

/** Width of the line around what has the focus. */
const LINE = 4;

/** Gives something the focus and brings it into sight, clear of the bars, with what is said of it above or below. */
export function focusOn(element: HTMLElement, said?: Element | null): void {
  const area = readable();
  element.focus({ preventScroll: true });
  scrollBy(0, distance(element, area));
  if (!said) return;
  // As much of that as leaves the end of a long field in sight.
  const { bottom } = element.getBoundingClientRect();
  const most = bottom - area.top - 2 * MARGIN;
  const least = bottom - area.bottom + LINE;
  scrollBy(0, Math.max(least, Math.min(distance(said, area), most)));
}

/**
 * Gives the focus to the first element of a selector, where there is one; an answer of a question is scrolled
 * into view with the whole question.
 */
export function focusFirst(selector: string): void {
  const found = document.querySelector<HTMLElement>(selector);
  if (found) focusOn(found, found.closest('#asked'));
}

/**
 * The same for what comes after something that went: there was `before` it in `parent`, or nothing. Where rows `came`
 * in its place, that is the first of them; who has scrolled away from there meanwhile is left alone.
 */
export function focusAfter(parent: Node, before: Node | null, came: readonly Node[]): void {
  const all = focusable().filter((element) => !element.matches(FIELD));
  const isNew = (element: Node) => came.some((row) => row.contains(element));
  const grew = came.some((row) => before?.contains(row));
  const next = all.find((element) =>
    before?.contains(element)
      ? isNew(element)
      : !grew &&
        (before ?? parent).compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  if (next ? isNew(next) && !isInSight(next, readable()) : grew) return;
  const found = next ?? all.pop();
  if (found) focusOn(found);
}

/** The part of the window that no bar covers. */
interface Area {
  readonly top: number;
  readonly bottom: number;
}

function readable(): Area {
  let top = 0;
  let bottom = innerHeight;
  for (const bar of document.querySelectorAll('.bar,.soft-keys')) {
    const { position } = getComputedStyle(bar);
    const { height } = bar.getBoundingClientRect();
    if (position === 'sticky') top = height;
    if (position === 'fixed') bottom -= height;
  }
  return { top, bottom };
}

/** How far to scroll until all of it can be seen, or its beginning where it is too long for that. */
function distance(element: Element, area: Area): number {
  const box = boxOf(element, area);
  const above = box.top - MARGIN - area.top;
  const below = box.bottom + MARGIN - area.bottom;
  if (above < 0) return above;
  return below > 0 ? Math.min(below, above) : 0;
}

/** Who has scrolled away from what had the focus goes on where they are looking. */
function neighbour(direction: 1 | -1, area: Area): HTMLElement | undefined {
  const from = document.activeElement ?? document.body;
  if (isInSight(from, area)) return nextLine(from, direction);
  const all = focusable();
  if (direction < 0) return all.reverse().find((one) => boxOf(one, area).top < area.bottom);
  return all.find((one) => boxOf(one, area).bottom > area.top);
}

function isInSight(element: Element, area: Area): boolean {
  const box = boxOf(element, area);
  return element !== document.body && box.bottom > area.top && box.top < area.bottom;
}

/** Where something stands. A bar stays in sight, but its place is the beginning of the page. */
function boxOf(element: Element, area: Area): Area {
  if (!element.closest('.bar')) return element.getBoundingClientRect();
  return { top: area.top - scrollY, bottom: area.top - scrollY + 1 };
}

/** What stands beside is for the arrows to the side, where those are free for it. */
function nextLine(from: Element, direction: 1 | -1): HTMLElement | undefined {
  const skips = from.matches(FOCUSABLE) && !takesSideways(from);
  let next = sibling(from, direction, (element) => !skips || !isBeside(from, element));
  for (let first = next; direction < 0 && next && first && isBeside(next, first); ) {
    next = first;
    first = sibling(next, -1);
  }
  return next;
}

function sibling(
  from: Element,
  direction: 1 | -1,
  fits: (element: HTMLElement) => boolean = () => true,
): HTMLElement | undefined {
  const all = focusable();
  if (direction < 0) all.reverse();
  const wanted =
    direction > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  return all.find((element) => from.compareDocumentPosition(element) & wanted && fits(element));
}

/** In one line: the middle of the lower one is beside the other. Boxes of two lines may overlap. */
function isBeside(one: Element, other: Element): boolean {
  const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
  return Math.abs(a.top + a.bottom - b.top - b.bottom) < Math.min(a.height, b.height);
}

/** What can take the focus and is shown. The words of the soft keys have keys of their own. */
function focusable(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (element) =>
      element.offsetHeight > 0 &&
      !(element as HTMLButtonElement).disabled &&
      !isFolded(element) &&
      !element.closest('.soft-keys'),
  );
}

/** What a closed `details` holds has boxes in some browsers, and takes no focus. */
function isFolded(element: HTMLElement): boolean {
  return element.tagName !== 'SUMMARY' && element.closest('details:not([open])') !== null;
}
