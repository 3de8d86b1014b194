import { route } from 'preact-router';
import { hrefOf } from '../../screens/route.ts';
import { moveFocus } from './focus.ts';
import type { KeyScope } from './keys.ts';
import { goBack } from './visits.ts';

/** What keys do on every screen: arrows move, left soft key is the menu, right soft key goes back. */
export const screenKeys: KeyScope = (event) => {
  switch (event.key) {
    case 'ArrowDown':
      return move(event.target, 1);
    case 'ArrowUp':
      return move(event.target, -1);
    case 'SoftLeft':
    case 'F1':
      return route(hrefOf({ screen: 'menu' }));
    case 'SoftRight':
      goBack();
      return true;
    case 'Backspace':
      if (isField(event.target)) return false;
      goBack();
      return true;
    case 'Enter':
      return tick(event.target);
    default:
      return false;
  }
};

function move(target: EventTarget | null, direction: 1 | -1): boolean {
  if (target instanceof HTMLTextAreaElement) {
    // Wrapped lines cannot be counted: where the caret does not move, it was at the edge.
    const before = target.selectionStart;
    setTimeout(() => {
      if (target.selectionStart === before) moveFocus(direction);
    });
    return false;
  }
  moveFocus(direction);
  return true;
}

/** A phone without a space bar has only Enter to tick a box with. */
function tick(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLInputElement) || target.type !== 'checkbox') return false;
  target.click();
  return true;
}

function isField(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && target.type !== 'checkbox';
}
