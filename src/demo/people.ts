const FIRST = [
  'thandi',
  'sipho',
  'lerato',
  'piet',
  'nomsa',
  'kagiso',
  'anele',
  'johan',
  'zanele',
  'tshepo',
  'fatima',
  'bongani',
  'lindiwe',
  'hennie',
  'mpho',
  'refilwe',
  'ayanda',
  'themba',
  'naledi',
  'willem',
  'precious',
  'vusi',
  'karabo',
  'elsie',
  'sizwe',
  'boitumelo',
  'yusuf',
  'nandi',
  'kobus',
  'palesa',
];
const LAST = [
  'mokoena',
  'nkosi',
  'botha',
  'dlamini',
  'molefe',
  'vandermerwe',
  'khumalo',
  'sithole',
  'mahlangu',
  'pillay',
];

/** Usernames, each once. */
export function usernames(count: number): string[] {
  return Array.from({ length: count }, (_, n) => {
    const first = FIRST[n % FIRST.length];
    const last = LAST[(n + Math.floor(n / FIRST.length) * 3) % LAST.length];
    return `${first}.${last}`;
  });
}
