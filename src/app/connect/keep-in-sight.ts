import { focusOn } from './focus.ts';

/**
 * Brings what has the focus back into sight when a sentence about its form pushes it away: under
 * the bar of soft keys, where a person with keys alone would not find their button.
 */
export function keepInSight(): void {
  new MutationObserver((changes) => {
    const focused = document.activeElement as HTMLElement;
    const form = focused.closest('form');
    const isProblem = (node: Node) =>
      node instanceof Element && node.matches('.problem') && form?.contains(node);
    if (changes.some(({ addedNodes }) => [...addedNodes].some(isProblem))) focusOn(focused);
  }).observe(document.body, { childList: true, subtree: true });
}
