import { route } from 'preact-router';
import { hrefOf } from '../../screens/route.ts';
import { moveFocus, moveFocusSideways } from './focus.ts';
import { type KeyScope, keyOf } from './keys.ts';
import { isTextField, takesSideways } from './text-field.ts';
import { goBack } from './visits.ts';

/**
 * What keys do on every screen: arrows move, Enter acts, the left soft key is the menu, the right one
 * goes back. A key that is held moves on to the end and stays there; it never acts or goes back twice.
 */
export const screenKeys: KeyScope = (event) => {
  const { target, repeat, shiftKey } = event;
  switch (keyOf(event)) {
    case 'ArrowDown':
      return !shiftKey && move(target, 1);
    case 'ArrowUp':
      return !shiftKey && move(target, -1);
    case 'ArrowRight':
      return !takesSideways(target) && moveFocusSideways(1);
    case 'ArrowLeft':
      return !takesSideways(target) && moveFocusSideways(-1);
    case 'SoftLeft':
    case 'F1':
    case 'ContextMenu':
    case 'Menu':
      return repeat || toggleMenu();
    case 'SoftRight':
      return repeat || goBack();
    case 'Backspace':
      if (isTextField(target) && target.value !== '') return false;
      return repeat || goBack();
    case 'Enter':
      return act(target, repeat);
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

function toggleMenu(): boolean {
  const menu = hrefOf({ screen: 'menu' });
  return location.pathname === menu ? goBack() : route(menu);
}

/** Links, buttons and forms know Enter by themselves; a phone without a space bar also ticks with it. */
function act(target: EventTarget | null, repeat: boolean): boolean {
  if (repeat) return !(target instanceof HTMLTextAreaElement);
  if (!(target instanceof HTMLInputElement) || !/^(?:checkbox|radio)$/.test(target.type)) {
    return false;
  }
  target.click();
  return true;
}
