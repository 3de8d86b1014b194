import { focusOn } from './focus.ts';

/** A sentence about a form, or a post that was just sent by it. */
const NEWS = '.problem,[role=status],.waiting';

/**
 * Brings what has the focus back into sight when news of its form push it away: under the bar of
 * soft keys, where a person with keys alone would not find their button.
 */
export function keepInSight(): void {
  new MutationObserver((changes) => {
    const focused = document.activeElement as HTMLElement;
    const form = focused.closest('form');
    const isNews = (node: Node) =>
      node instanceof Element &&
      node.matches(NEWS) &&
      form &&
      (form.contains(node) || node.matches('.waiting'));
    // What was "Saving …" becomes what went wrong: the same element with other words.
    const hasNews = ({ addedNodes, target }: MutationRecord) =>
      isNews(target) || [...addedNodes].some(isNews);
    if (changes.some(hasNews)) focusOn(focused);
    // A screen took the place of its "Loading …", which had the focus: who hears it hears its name.
    const hasHeading = ({ addedNodes }: MutationRecord) =>
      [...addedNodes].some((node) => node instanceof Element && node.querySelector('h1'));
    if (focused === document.body && changes.some(hasHeading)) {
      document.querySelector('h1')?.focus({ preventScroll: true });
    }
  }).observe(document.body, { childList: true, subtree: true, attributeFilter: ['class'] });
}
