/**
 * How much more two sets of `a` and `b` out of `all` have in common (`both`) than by chance: Dunning's
 * log-likelihood ratio, as Buddycloud's directory compares channels and people; below 0 where it is less.
 */
export function likeness(both: number, a: number, b: number, all: number): number {
  const cells = [both, a - both, b - both, all - a - b + both];
  const ratio = 2 * (entropy([a, all - a]) + entropy([b, all - b]) - entropy(cells));
  // Rounded, what is by chance alone may come out below 0.
  const size = Math.max(0, ratio);
  return both * all < a * b ? -size : size;
}

/** Not normalised: of counts, in natural units. */
function entropy(counts: readonly number[]): number {
  const part = (n: number) => (n === 0 ? 0 : n * Math.log(n));
  return part(counts.reduce((sum, n) => sum + n, 0)) - counts.reduce((sum, n) => sum + part(n), 0);
}
