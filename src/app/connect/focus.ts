/** Moving the focus by arrows: for phones with keys, and for anybody without a mouse. */

const FOCUSABLE = 'a[href],button,input,textarea,select,summary';

/** How much of the screen one step scrolls at most: what was read last stays in sight. */
const STEP = 0.75;

/** Left between what has the focus and the edges: the next thing shows that there is one. */
const MARGIN = 24;

/**
 * Moves the focus to the next (1) or previous (-1) thing in reading order. Where a longer text lies
 * between, that is scrolled through first.
 */
export function moveFocus(direction: 1 | -1): void {
  const { top, bottom } = readable();
  const step = (bottom - top) * STEP;
  const next = neighbour(direction, top, bottom);
  if (next && Math.abs(distance(next, top, bottom)) <= step) focusOn(next);
  else scrollBy(0, direction * step);
}

/** Moves it within one line of things that stand side by side; tells whether there was one. */
export function moveFocusSideways(direction: 1 | -1): boolean {
  const from = document.activeElement;
  const next = from && sibling(from, direction);
  if (!next) return false;
  const [a, b] = [from.getBoundingClientRect(), next.getBoundingClientRect()];
  if (a.bottom <= b.top || b.bottom <= a.top) return false;
  focusOn(next);
  return true;
}

/** Gives something the focus and brings it into sight, clear of the bars. */
export function focusOn(element: HTMLElement): void {
  element.focus({ preventScroll: true });
  const { top, bottom } = readable();
  scrollBy(0, distance(element, top, bottom));
}

/** The part of the window that no bar covers. */
function readable(): { top: number; bottom: number } {
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
function distance(element: Element, top: number, bottom: number): number {
  // The bar stays in sight, but its place in the order is the beginning of the page.
  if (element.closest('.bar')) return -scrollY;
  const box = element.getBoundingClientRect();
  const above = box.top - MARGIN - top;
  const below = box.bottom + MARGIN - bottom;
  if (above < 0) return above;
  return below > 0 ? Math.min(below, above) : 0;
}

/** Who has scrolled away from what has the focus goes on where they are looking. */
function neighbour(direction: 1 | -1, top: number, bottom: number): HTMLElement | undefined {
  const from = document.activeElement ?? document.body;
  if (!isAway(from, top, bottom)) return sibling(from, direction);
  const inSight = focusable().filter((element) => {
    const one = element.getBoundingClientRect();
    return one.bottom > top && one.top < bottom;
  });
  return inSight[direction > 0 ? 0 : inSight.length - 1] ?? sibling(from, direction);
}

function isAway(from: Element, top: number, bottom: number): boolean {
  if (from === document.body) return false;
  if (from.closest('.bar')) return scrollY > 0;
  const box = from.getBoundingClientRect();
  return box.bottom < top || box.top > bottom;
}

function sibling(from: Element, direction: 1 | -1): HTMLElement | undefined {
  const all = focusable();
  if (direction < 0) all.reverse();
  const wanted =
    direction > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  return all.find((element) => from.compareDocumentPosition(element) & wanted);
}

/** What can take the focus and is shown. The words of the soft keys have keys of their own. */
function focusable(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (element) =>
      element.getClientRects().length > 0 &&
      !(element as HTMLButtonElement).disabled &&
      !element.closest('.soft-keys'),
  );
}
