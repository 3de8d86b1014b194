/** KaiOS keeps a mouse pointer that nobody sees, and clicks with it too when Enter is pressed. */
import { type KeyScope, keyOf } from './keys.ts';

/** Lets Enter act once, on what has the focus: every other click while it is down comes to nothing. */
export function ignoreStrayClicks(): KeyScope {
  let pressed: Element | null = null;
  let acted = false;

  const stop = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  const onClick = (event: Event) => {
    if (!pressed) return;
    if (acted || !isActOf(pressed, event.target as Element)) stop(event);
    acted = true;
  };
  // It would take the focus away.
  const onMouseDown = (event: Event) => pressed && stop(event);
  const release = () => {
    setTimeout(() => {
      pressed = null;
    });
  };
  addEventListener('click', onClick, true);
  addEventListener('mousedown', onMouseDown, true);
  addEventListener('keyup', release, true);
  // Where Enter opens another window, or the picker of files, that one hears it go up.
  addEventListener('blur', release);

  return (event) => {
    if (keyOf(event) === 'Enter' && !event.repeat) {
      pressed = document.activeElement;
      acted = false;
    }
    return false;
  };
}

/** Enter in a field presses its form's button. */
function isActOf(pressed: Element, clicked: Element): boolean {
  const form = pressed.closest('form');
  return pressed.contains(clicked) || (form !== null && clicked.closest('form') === form);
}
