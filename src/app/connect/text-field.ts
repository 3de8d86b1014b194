/** What one types into: there, keys belong to the text first. */
export type TextField = HTMLTextAreaElement | HTMLInputElement;

const NOT_TYPED_INTO = /^(?:checkbox|radio|button|submit|file)$/;

export function isTextField(target: EventTarget | null): target is TextField {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !NOT_TYPED_INTO.test(target.type);
}

/** Arrows to the side move the caret there, or choose. */
export function takesSideways(target: EventTarget | null): boolean {
  return isTextField(target) || target instanceof HTMLSelectElement;
}
