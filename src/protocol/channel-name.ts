/** How group channels are named: what is before the `@` of their addresses. */

/** Small letters, digits, dots and hyphens: nothing of another script can pass for one of these. */
const NAME = /^[a-z0-9](?:[a-z0-9.-]{0,62}[a-z0-9])?$/;

const LONGEST = 48;

/** Whether a channel may be named so. */
export function isChannelName(name: string): boolean {
  return NAME.test(name);
}

/** The name that goes with a title; empty where there is no letter or digit to make it of. */
export function nameFromTitle(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '');
}

/**
 * Titles to offer where a title's name is taken: with the place, where there is one, then with a number.
 */
export function* otherTitles(title: string, place: string): Generator<string> {
  if (place !== '') yield `${title} ${place}`;
  for (let n = 2; n < 100; n += 1) yield `${title} ${n}`;
}

/**
 * The same for all names that look alike on a small screen (after UTS 39, 4). Stricter than for people, who
 * have the names they have (`mod_look_alike.lua`): channels are few, and another title is offered.
 */
export function skeletonOf(name: string): string {
  return name
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w')
    .replace(/0/g, 'o')
    .replace(/[1i]/g, 'l')
    .replace(/[.-]+/g, '-');
}
