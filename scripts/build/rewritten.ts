/** What stands in a library, and what of ours in its place. */
export type Rule = readonly [was: RegExp | string, is: string];

/**
 * The code of a library with those rules applied, in their order.
 *
 * @throws where one finds nothing: the library is not as it was when the rule was written.
 */
export function rewritten(code: string, rules: readonly Rule[], id: string): string {
  return rules.reduce((before, [was, is]) => {
    const after = before.replace(was, is);
    if (after === before) throw new Error(`${id} is not as it was: where is ${was}?`);
    return after;
  }, code);
}
