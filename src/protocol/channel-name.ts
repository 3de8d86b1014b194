/** Names of group channels: the part of their addresses before the `@`. */

/** Small letters, digits, dots and hyphens: nothing of another script can pass for one of these. */
const NAME = /^[a-z0-9](?:[a-z0-9.-]{0,62}[a-z0-9])?$/;

const LONGEST = 48;

/** Whether a channel may have that name. */
export function isChannelName(name: string): boolean {
  return NAME.test(name);
}

/** Makes a name out of a title; empty where the title has no Latin letter or digit. */
export function nameFromTitle(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '');
}

/** Titles to offer where the name made of one is taken: with its place, if it has one, then with numbers. */
export function* otherTitles(title: string, place: string): Generator<string> {
  if (place !== '') yield `${title} ${place}`;
  for (let n = 2; n < 100; n += 1) yield `${title} ${n}`;
}

/**
 * Maps a name to its skeleton (UTS 39, 4): two names with one skeleton look alike on a small screen, and only
 * one of them may exist. Stricter than the rule for usernames (`mod_look_alike.lua`): channels are few, and
 * another title is offered.
 */
export function skeletonOf(name: string): string {
  return name
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w')
    .replace(/0/g, 'o')
    .replace(/[1i]/g, 'l')
    .replace(/[.-]+/g, '-');
}
