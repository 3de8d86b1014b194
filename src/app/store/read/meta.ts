import type { Meta } from '../schema.ts';
import type { Reader } from './reader.ts';

export type { Meta } from '../schema.ts';

/** One single value, `undefined` where it was never set. */
export async function readMeta<K extends keyof Meta>(
  store: Reader,
  key: K,
): Promise<Meta[K] | undefined> {
  const value = await store.read(['meta'], (tx) => tx.objectStore('meta').get(key));
  return value as Meta[K] | undefined;
}

/** Whether the person has yet to accept the rules: what they accepted without a network counts. */
export async function readRulesToAccept(store: Reader): Promise<boolean> {
  const [due, accepted] = await Promise.all([
    readMeta(store, 'rulesDue'),
    readMeta(store, 'accepted'),
  ]);
  return due === true && accepted === undefined;
}
