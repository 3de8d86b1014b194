/** Settings of a channel that are stored by their wire names as texts (`vars`): Buddycloud's, and ours. */

export const ADVERTISE = 'buddycloud#advertise_node';
export const EPHEMERAL = 'buddycloud#ephemeral';
export const CHANNEL_TYPE = 'buddycloud#channel_type';

/**
 * What a channel's moderators want everybody to know first. Buddycloud has no such setting; one under
 * its names is stored like any other, and every client that reads a channel's metadata sees it.
 */
export const NOTICE = 'x-buddycloud#notice';

/** When the notice ends, ISO 8601 in UTC: the service removes both then. */
export const NOTICE_UNTIL = 'x-buddycloud#notice_until';

/**
 * Which avatar a channel, or its person, has: the sequence number of the change that set it, so that the newer
 * of two is known; negative where that change removed it. The service sets it.
 */
export const AVATAR = 'x-buddycloud#avatar';

/** First line of a person's newest status. The service sets it. */
export const STATUS_LINE = 'x-buddycloud#status';

/** `true` where a person lets others see which open channels they follow. */
export const SHOWS_FOLLOWED = 'x-buddycloud#shows_followed';

/** Who starts topics and who comments: one of {@link WRITERS}. */
export const TOPICS_BY = 'x-buddycloud#topics_by';
export const COMMENTS_BY = 'x-buddycloud#comments_by';

/** Everyone who follows; publishers and those above; owners and moderators. */
export const WRITERS = ['everyone', 'trusted', 'officials'] as const;
export type Writers = (typeof WRITERS)[number];

/** `true` where a channel can only be read. */
export const CLOSED = 'x-buddycloud#closed';

/** `true` where a person's first post waits until a moderator has approved it. */
export const FIRST_WAITS = 'x-buddycloud#first_waits';

/**
 * The place that a group channel belongs to, by the id that the operator gave it; and its name with those
 * of the places that it lies in, which the service sets.
 */
export const PLACE = 'x-buddycloud#place';
export const PLACE_NAME = 'x-buddycloud#place_name';

/**
 * By how many trusted people a post has to be reported to be hidden until a moderator has looked at it; `0`
 * for never.
 */
export const HIDE_AFTER = 'x-buddycloud#hide_after';

/** Where the owner chose nothing. */
const USUAL_HIDE_AFTER = 3;

/** Reads {@link HIDE_AFTER}: how many reports hide a post; 0 where none do. */
export function hideAfter(vars: Readonly<Record<string, string>> | undefined): number {
  const chosen = vars?.[HIDE_AFTER];
  return chosen ? Number(chosen) : USUAL_HIDE_AFTER;
}

/** Those that lists of channels carry, because screens need them. */
export const SHOWN_VARS = [
  ...[NOTICE, NOTICE_UNTIL, AVATAR, STATUS_LINE, SHOWS_FOLLOWED],
  ...[TOPICS_BY, COMMENTS_BY, CLOSED, FIRST_WAITS, HIDE_AFTER],
  ...[PLACE, PLACE_NAME],
] as const;

const GEOLOC = 'x-buddycloud#geoloc-';

/** How many vars a channel may have, and the most characters of a name and of a value. */
const MOST_VARS = 32;
const LONGEST_NAME = 128;
const LONGEST_VALUE = 1_024;

/** Set by the server alone: what a client sends is ignored. */
const SERVER_VARS: readonly string[] = [
  'buddycloud#last_updated',
  'buddycloud#updated_date',
  AVATAR,
  STATUS_LINE,
  PLACE_NAME,
];

/**
 * Whether a field of a configuration form is stored as a var. Not so XEP-0060's own (`pubsub#…`): each of them
 * promises a behaviour, and to store one that we do not have would promise it.
 */
export function isFreeVar(name: string): boolean {
  const known = [ADVERTISE, EPHEMERAL, CHANNEL_TYPE, 'buddycloud#default_affiliation'];
  return !name.startsWith('pubsub#') && !known.includes(name) && !SERVER_VARS.includes(name);
}

/** Whether a var may have that value; an empty one takes the var away. */
export function isGoodVar(name: string, value: string): boolean {
  if (name.length > LONGEST_NAME || value.length > LONGEST_VALUE) return false;
  // As a key of an object this would set its prototype.
  if (name === '__proto__') return false;
  if (value === '') return true;
  if (name === TOPICS_BY || name === COMMENTS_BY) return WRITERS.includes(value as Writers);
  if ([CLOSED, SHOWS_FOLLOWED, FIRST_WAITS].includes(name)) return readBoolean(value) !== undefined;
  if (name === NOTICE_UNTIL) return isInstant(value);
  if (name === HIDE_AFTER) return /^\d{1,2}$/.test(value);
  if (name === `${GEOLOC}lat`) return isLatitude(value);
  if (name === `${GEOLOC}lon`) return isLongitude(value);
  return true;
}

/** The vars after a change; `null` where they would be too many. */
export function changedVars(
  vars: Readonly<Record<string, string>>,
  change: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> | null {
  const all = Object.entries({ ...vars, ...change }).filter(([, value]) => value !== '');
  return all.length > MOST_VARS ? null : Object.fromEntries(all);
}

/** The value of {@link NOTICE} at that time, in milliseconds; empty where there is none any more. */
export function noticeAt(now: number, vars: Readonly<Record<string, string>> | undefined): string {
  const until = vars?.[NOTICE_UNTIL];
  return until && Date.parse(until) <= now ? '' : (vars?.[NOTICE] ?? '');
}

/** The value of {@link AVATAR}; 0 where there never was one. */
export function avatarOf(vars: Readonly<Record<string, string>> | undefined): number {
  return Number(vars?.[AVATAR]) || 0;
}

/** Whether a person lets others see what they follow. */
export function showsFollowed(vars: Readonly<Record<string, string>> | undefined): boolean {
  return readBoolean(vars?.[SHOWS_FOLLOWED] ?? '') ?? false;
}

/** The place that a channel belongs to, by its own name alone; `undefined` where it belongs to none. */
export function placeIn(
  vars: Readonly<Record<string, string>> | undefined,
): { readonly id: string; readonly name: string } | undefined {
  const id = vars?.[PLACE];
  if (!id) return undefined;
  const [name = id] = (vars?.[PLACE_NAME] ?? id).split(', ');
  return { id, name };
}

/** The line under a channel's name in lists: the person's status, else the description. */
export function lineOf(config: {
  readonly description: string;
  readonly vars?: Readonly<Record<string, string>>;
}): string {
  return config.vars?.[STATUS_LINE] || config.description;
}

/** Collects {@link SHOWN_VARS}; `told` gives the value of one, `undefined` where it is not set. */
export function shownVars(told: (name: string) => string | undefined): {
  readonly vars?: Readonly<Record<string, string>>;
} {
  const vars: Record<string, string> = {};
  for (const name of SHOWN_VARS) {
    const value = told(name);
    if (value) vars[name] = value;
  }
  return Object.keys(vars).length > 0 ? { vars } : {};
}

/** Where a channel is, for lists; `null` where nobody said. */
export function geolocOf(
  vars: Readonly<Record<string, string>>,
): { lat?: string | undefined; lon?: string | undefined; text?: string | undefined } | null {
  const part = (name: string) => vars[`${GEOLOC}${name}`];
  const found = { lat: part('lat'), lon: part('lon'), text: part('text') };
  return Object.values(found).some((value) => value !== undefined) ? found : null;
}

/** XEP-0004's booleans; `undefined` where it is none. */
export function readBoolean(value: string): boolean | undefined {
  if (value === 'true' || value === '1') return true;
  return value === 'false' || value === '0' ? false : undefined;
}

/** Whether it is a time in the one form that is stored, in which times can be compared as texts. */
function isInstant(value: string): boolean {
  return /^\d{4}(-\d\d){2}T\d\d(:\d\d){2}\.\d{3}Z$/.test(value) && !Number.isNaN(Date.parse(value));
}

/** In degrees. */
export const isLatitude = (value: string): boolean => isWithin(value, 90);
export const isLongitude = (value: string): boolean => isWithin(value, 180);

function isWithin(value: string, bound: number): boolean {
  return /^[+-]?\d{1,3}(\.\d{1,16})?$/.test(value) && Math.abs(Number(value)) <= bound;
}
