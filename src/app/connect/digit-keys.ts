import { focusOn } from './focus.ts';
import { type KeyScope, keyOf } from './keys.ts';
import { isTextField } from './text-field.ts';

/** The digits 1 to 9 jump to rows of the screen's lists, where the person has switched that on. */
export function digitKeys(isOn: () => boolean): KeyScope {
  return (event) => {
    const digit = keyOf(event);
    if (!/^[1-9]$/.test(digit) || isTextField(event.target) || !isOn()) return false;
    const row = document.querySelectorAll<HTMLElement>('.row')[Number(digit) - 1];
    if (row) focusOn(row);
    return row !== undefined;
  };
}
