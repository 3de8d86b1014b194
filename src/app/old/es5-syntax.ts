/**
 * What ES5 calls in place of newer syntax, under the names that swc gives it: as much of it as is used here,
 * where iterators come from arrays, strings, maps and sets alone, no class says by a symbol what is one of it,
 * and of what is the browser's only errors have classes of ours below them.
 * The build puts these in the place of swc's own (`scripts/build/es5-helpers.ts`).
 */

/** `[a, b] = values` */
export function _sliced_to_array<Value>(values: Value[] | Iterable<Value>): Value[] {
  return Array.isArray(values) ? values : Array.from(values);
}

/** `[a, ...others] = values` */
export function _to_array<Value>(values: Value[] | Iterable<Value>): Value[] {
  return Array.isArray(values) ? values : Array.from(values);
}

/** `[...values]` */
export function _to_consumable_array<Value>(values: Value[] | Iterable<Value>): Value[] {
  return Array.isArray(values) ? values.slice() : Array.from(values);
}

/** `for (… of values)`: the function gives the next one at each call. */
export function _create_for_of_iterator_helper_loose<Value>(
  values: Iterable<Value>,
): () => IteratorResult<Value> {
  const steps = values[Symbol.iterator]();
  return () => steps.next();
}

/** `value instanceof Kind` */
export function _instanceof(value: unknown, Kind: new () => unknown): boolean {
  return value instanceof Kind;
}

/** `typeof value` */
export function _type_of(value: unknown): string {
  return typeof value;
}

/** `class … extends Error`: calling an error makes one anew, which has to become one of that class. */
export function _wrap_native_super(Native: ErrorConstructor): object {
  function Made(this: object, message?: string): Error {
    return Object.setPrototypeOf(new Native(message), Object.getPrototypeOf(this));
  }
  Made.prototype = Native.prototype;
  return Made;
}
