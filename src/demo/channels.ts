import type { AccessModel, Affiliation } from '../protocol/channel.ts';
import type { Subject } from './phrases.ts';

export interface DemoChannel {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** What people talk about in it. */
  readonly subjects: readonly Subject[];
  /** The place that it belongs to, by its id in the project's own file of places. */
  readonly place?: string;
  readonly accessModel?: AccessModel;
  /** Who follows may post (publisher), or only read (member). */
  readonly defaultAffiliation: Affiliation;
}

const everything: readonly Subject[] = [
  'water',
  'roads',
  'power',
  'refuse',
  'wifi',
  'community',
  'safety',
];

const of = (place: string, title: string, description: string): DemoChannel => ({
  name: place,
  place,
  title,
  description,
  subjects: everything,
  defaultAffiliation: 'publisher',
});

const about = (
  name: string,
  title: string,
  description: string,
  subjects: readonly Subject[],
  place?: string,
): DemoChannel => ({
  ...{ name, title, description, subjects, defaultAffiliation: 'publisher' },
  ...(place && { place }),
});

/** One district, its municipalities and towns, and what people ask about most. */
export const CHANNELS: readonly DemoChannel[] = [
  of(
    'sedibeng',
    'Sedibeng District',
    'News and questions for the whole district, on both sides of the river.',
  ),
  of(
    'emfuleni',
    'Emfuleni Local Municipality',
    'The council, its offices and its services. Offices open Monday to Friday, 8:00 to 15:30.',
  ),
  of(
    'midvaal',
    'Midvaal Local Municipality',
    'Ask the municipality and see what it answers to others.',
  ),
  of('lesedi', 'Lesedi Local Municipality', 'Meetings, budgets and by-laws, in plain words.'),
  of('vereeniging', 'Vereeniging', 'For everybody who lives, works or trades in Vereeniging.'),
  of('sebokeng', 'Sebokeng', 'Sebokeng, zones 3 to 24.'),
  of('sharpeville', 'Sharpeville', 'Ditaba tsa Sharpeville. News from Sharpeville.'),
  of('meyerton', 'Meyerton', 'The old town, the market and the station.'),
  about(
    'water',
    'Water and sanitation',
    'Burst pipes, low pressure, tankers and planned work. Emergencies: phone the control room first.',
    ['water'],
    'emfuleni',
  ),
  about(
    'roads',
    'Roads and robots',
    'Potholes, traffic lights, signs and storm water.',
    ['roads'],
    'emfuleni',
  ),
  about(
    'electricity',
    'Electricity',
    'Outages, street lights, prepaid meters and tokens.',
    ['power'],
    'emfuleni',
  ),
  about(
    'refuse',
    'Refuse and recycling',
    'Collection days, bins, dumping and recycling.',
    ['refuse'],
    'emfuleni',
  ),
  about(
    'wifi-support',
    'WiFi support',
    'Help with the free WiFi: where it is, how to sign in, what to do when it is slow.',
    ['wifi'],
  ),
  about(
    'jobs-and-training',
    'Jobs and training',
    'Public works, learnerships, bursaries. Nobody may ask you for money for a job.',
    ['jobs'],
  ),
  about(
    'community-safety',
    'Community safety',
    'Forums, patrols and street lights. In danger phone 10111 or 112.',
    ['safety'],
  ),
  {
    ...about(
      'council-notices',
      'Council notices',
      'Notices of the council. Information only: the signed notice is what counts.',
      ['community'],
      'emfuleni',
    ),
    defaultAffiliation: 'member',
  },
];
