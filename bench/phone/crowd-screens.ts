import { usernames } from '../../src/demo/people.ts';
import { PEOPLE_PAGE } from '../../src/protocol/people.ts';
import { hrefOf } from '../../src/screens/route.ts';
import { ROW } from './slow-phone.ts';
import { TOPICS } from './town.ts';

const channel = 'roads@topics.localhost';
const NAMES = usernames(300);
/** Of the ten thousand, one who stands on no first page. */
const SOUGHT = nameOf(1_234);
const CHANNEL = hrefOf({ screen: 'channel', channel });
const PEOPLE = hrefOf({ screen: 'people', channel });
const BANNED = hrefOf({ screen: 'people', channel, who: 'banned' });

/** The name of one of the crowd: no two alike, and as little alike as people's are. */
export function nameOf(n: number): string {
  return `${NAMES[n % NAMES.length]}${(n * 7_919) % 10_007}`;
}

export interface CrowdScreen {
  readonly name: string;
  readonly path: string;
  /** What is pressed in the app, on the screen before it. */
  readonly pressed: string;
  /** What is typed there first. */
  readonly typed?: string;
  /** What stands on it before anything was answered. */
  readonly first: string;
  /** What it is opened for, and how many of that fill its first page. */
  readonly row: string;
  readonly rows: number;
}

/** To do is opened from the channels that one follows; the others each from the one before. */
export const TODO: CrowdScreen = {
  ...{ name: 'To do with 1,000 reports', path: '/todo', pressed: 'a[href="/todo"]' },
  ...{ first: 'a[rel="up"][href="/"]', row: '.todo', rows: 1 },
};

export const OF_CHANNEL: readonly CrowdScreen[] = [
  {
    ...{ name: 'a channel of 10,000', path: CHANNEL, pressed: `a[href="${CHANNEL}"]` },
    ...{ first: 'a[rel="up"][href="/"]', row: `${ROW}[href*="/channel/roads"]`, rows: TOPICS },
  },
  {
    ...{ name: 'its people', path: PEOPLE, pressed: `a[href="${PEOPLE}"]` },
    ...{
      first: `a[rel="up"][href="${CHANNEL}"]`,
      row: '.row[href*="/people/"]',
      rows: PEOPLE_PAGE,
    },
  },
  {
    ...{ name: 'one of them, looked for', path: `${PEOPLE}?who=everyone&q=${SOUGHT}` },
    ...{ pressed: 'form.find button', typed: SOUGHT, first: 'form.find' },
    ...{ row: `.row[href*="${SOUGHT}"]`, rows: 1 },
  },
  {
    ...{ name: 'who is banned', path: BANNED, pressed: `a[href="${BANNED}"]` },
    ...{
      first: `[aria-current][href="${BANNED}"]`,
      row: '.row[href*="/people/"]',
      rows: PEOPLE_PAGE,
    },
  },
];
