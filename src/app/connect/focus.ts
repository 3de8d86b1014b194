/** Moving the focus by arrows: for phones with keys, and for anybody without a mouse. */

const FOCUSABLE = 'a[href], button:not([disabled]), input:not([type=hidden]), textarea';

/** Text between two focusable things must be readable too: further away than this is scrolled to. */
const REACH = 0.9;
const STEP = 0.7;

/** Moves the focus to the next (1) or previous (-1) thing, or scrolls towards it. */
export function moveFocus(direction: 1 | -1): void {
  const next = neighbour(direction);
  if (!next) {
    scrollBy(0, direction * innerHeight * STEP);
    return;
  }
  const { top, bottom } = next.getBoundingClientRect();
  const away = direction > 0 ? top - innerHeight : -bottom;
  if (away > innerHeight * (REACH - STEP)) {
    scrollBy(0, direction * innerHeight * STEP);
    return;
  }
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
}

function neighbour(direction: 1 | -1): HTMLElement | undefined {
  const from = document.activeElement;
  const all = [...document.querySelectorAll<HTMLElement>(FOCUSABLE)];
  if (direction > 0) return all.find((element) => follows(element, from));
  return all.reverse().find((element) => from !== null && follows(from, element));
}

/** Whether `a` comes after `b` on the page. */
function follows(a: Element, b: Element | null): boolean {
  if (!b || a === b) return false;
  return (b.compareDocumentPosition(a) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
