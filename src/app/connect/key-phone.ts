/** Whether this is a phone with keys and no touch: told by what it has and does, not by its name. */
import { type KeyScope, keyOf } from './keys.ts';

/** CSS pixels of the longest short side that such a phone has. */
const SMALL = 240;

const isSmall = Math.min(screen.width, screen.height) <= SMALL;

/**
 * Tells what is known at the start, and whenever a key or a finger shows more. Some phones without a
 * touch screen have the events of one, so arrows count until a finger was there.
 */
export function watchForKeys(tell: (hasKeys: boolean) => void): KeyScope {
  let touched = false;
  tell(isSmall && !('ontouchstart' in window) && !matchMedia('(pointer: coarse)').matches);
  addEventListener('touchstart', () => {
    touched = true;
    tell(false);
  });
  return (event) => {
    const key = keyOf(event);
    if (key.startsWith('Soft') || (isSmall && !touched && key.startsWith('Arrow'))) tell(true);
    return false;
  };
}
