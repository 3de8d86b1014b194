import { focusAfter, focusOn } from './focus.ts';

/** A sentence about a form, whom it answers, or a post that was just sent by it. */
const NEWS = '.problem,[role=status],#answer,.waiting';

/** How long a screen may take to put the focus elsewhere itself, in milliseconds. */
const ITSELF = 100;

/**
 * Keeps the focus where a person with keys alone finds it. News of a form may push its button under the
 * bar of soft keys, what is wrong may stand far above the button, and what was pressed may go.
 */
export function keepInSight(): void {
  let last: EventTarget | null = null;
  /** Where it stood, since it is gone: that may go, too. */
  let lost: Node | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The form whose answer is waited for. */
  let sent: EventTarget | null = null;
  addEventListener(
    'focus',
    ({ target }) => {
      last = target === window ? null : target;
      lost = null;
    },
    true,
  );
  addEventListener('submit', ({ target }) => (sent = target), true);
  // Who types on is not taken elsewhere.
  addEventListener('input', () => (sent = null), true);
  /** The first field that is wrong, once the answer is there. */
  function wrongIn(form: Element): HTMLElement | null {
    if (form !== sent || form.querySelector('[aria-disabled=true]')) return null;
    return form.querySelector('[aria-invalid=true]');
  }
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
      target === focused || isNews(target) || [...addedNodes].some(isNews);
    if (form && changes.some(hasNews)) {
      const wrong = wrongIn(form);
      const waiting = document.querySelector('.waiting:last-child');
      focusOn(wrong ?? focused, wrong ? form.querySelector('.problem') : waiting);
    }
    if (focused !== document.body) return;
    // A screen took the place of its "Loading …", which had the focus: who hears it hears its name.
    const hasHeading = ({ addedNodes }: MutationRecord) =>
      [...addedNodes].some((node) => node instanceof Element && node.querySelector('h1'));
    if (changes.some(hasHeading)) {
      document.querySelector('h1')?.focus({ preventScroll: true });
      return;
    }
    const gone = changes.find(({ removedNodes }) =>
      [...removedNodes].some((node) => node.contains(last as Node) || node.contains(lost)),
    );
    if (!gone) return;
    const { target, previousSibling } = gone;
    lost = target;
    const rows = changes
      .flatMap(({ addedNodes }) => [...addedNodes])
      .filter(({ nodeName }) => nodeName === 'LI');
    // What went before that, a moment ago, says nothing of where this was.
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (document.activeElement === document.body) focusAfter(target, previousSibling, rows);
    }, ITSELF);
  }).observe(document.body, {
    childList: true,
    subtree: true,
    attributeFilter: ['class', 'aria-disabled'],
  });
}
