/** A page that the server drew stays as it is until the app can show the same in its place. */
import { focusName } from './visits.ts';

/**
 * Has the app draw itself aside, and puts it in the place of `drawn` once it shows the same screen
 * with content. Where that never comes, the page goes on by itself, by its links and forms.
 *
 * @param draw draws the app into an element that is on no screen yet
 * @param isWaiting whether a sentence says that content is still missing
 * @param begin called when the app is in its place: keys and history are the app's from now on
 */
export function takeOver(
  drawn: HTMLElement,
  draw: (into: HTMLElement) => void,
  isWaiting: (sentence: string) => boolean,
  begin: () => void,
): void {
  const app = document.createElement('div');
  app.id = drawn.id;
  // The server cannot know of keys, with which the bar of the app's own screens is thinner.
  app.className = drawn.className;
  // Until then the links of the page are the browser's.
  drawn.addEventListener('click', (event) => event.stopPropagation());

  function tryNow() {
    const empty = app.querySelector('.empty')?.textContent ?? '';
    if (headingOf(app) !== headingOf(drawn) || isWaiting(empty)) return;
    changes.disconnect();
    carryOver(drawn, app);
    const focus = focusName();
    const scroll = scrollY;
    drawn.replaceWith(app);
    if (focus) document.querySelector<HTMLElement>(focus)?.focus({ preventScroll: true });
    scrollTo(0, scroll);
    begin();
  }
  const changes = new MutationObserver(tryNow);
  changes.observe(app, { childList: true, characterData: true, subtree: true });
  draw(app);
}

const headingOf = (root: Element) => root.querySelector('h1')?.textContent;

/** What was typed or ticked so far goes on in the same fields of the app. */
function carryOver(drawn: Element, app: Element): void {
  for (const from of drawn.querySelectorAll<HTMLInputElement>(
    'input[id]:not([type=file]),textarea',
  )) {
    const to = app.querySelector<HTMLInputElement>(`#${from.id}`);
    if (!to) continue;
    if (from.checked !== to.checked) {
      to.checked = from.checked;
      to.dispatchEvent(new Event('change'));
    }
    if (from.value !== to.value) {
      to.value = from.value;
      to.dispatchEvent(new Event('input'));
    }
  }
}
