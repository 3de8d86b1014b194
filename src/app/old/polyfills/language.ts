/** Methods of the language (ECMA-262) that came after 2014. */
import { add } from './add.ts';

type Entry = [key: string, value: unknown];
type Values = Record<string, unknown>;

if (typeof globalThis !== 'object') add(window, { globalThis: window });

add(Object, {
  assign(target: Values, ...sources: Values[]) {
    for (const source of sources) {
      // Spread takes `null` for nothing.
      for (const key of Object.keys(source ?? {})) target[key] = source[key];
    }
    return target;
  },
  entries: (object: Values) => Object.keys(object).map((key): Entry => [key, object[key]]),
  fromEntries: (entries: Iterable<Entry>) => {
    const object: Values = {};
    for (const [key, value] of entries) object[key] = value;
    return object;
  },
});

add(Array, {
  from(
    source: Iterable<unknown> | ArrayLike<unknown>,
    map?: (one: unknown, at: number) => unknown,
  ) {
    const all: unknown[] = [];
    if (Symbol.iterator in Object(source))
      for (const one of source as Iterable<unknown>) all.push(one);
    else all.push(...[].slice.call(source));
    return map ? all.map((one, at) => map(one, at)) : all;
  },
});

add(Array.prototype, {
  includes(this: unknown[], wanted: unknown) {
    return this.indexOf(wanted) >= 0;
  },
  find(this: unknown[], test: (one: unknown, at: number) => boolean) {
    return this.filter(test)[0];
  },
  findIndex(this: unknown[], test: (one: unknown) => boolean) {
    return this.map(test).map(Boolean).indexOf(true);
  },
  flatMap(this: unknown[], map: (one: unknown, at: number) => unknown) {
    return [].concat(...(this.map(map) as never[]));
  },
  flat(this: unknown[]) {
    return [].concat(...(this as never[]));
  },
});

add(String.prototype, {
  padStart(this: string, length: number, filler: string) {
    let text = String(this);
    while (text.length < length) text = filler + text;
    return text;
  },
  matchAll(this: string, pattern: RegExp) {
    const each = new RegExp(pattern);
    const found: RegExpExecArray[] = [];
    for (let one = each.exec(this); one; one = each.exec(this)) found.push(one);
    return found;
  },
});
