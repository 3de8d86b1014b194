/** What a town seldom has and a screen must bear: nothing at all, too much, and the longest words. */
import type { ConfigChange } from '../../src/protocol/config-form.ts';
import {
  COMMENTS_BY,
  FIRST_WAITS,
  NOTICE,
  PLACE,
  SHOWS_FOLLOWED,
} from '../../src/protocol/config-vars.ts';
import type { IncidentReport } from '../../src/protocol/incident.ts';

const at = (name: string) => `${name}@topics.localhost`;

export const EMPTY = at('parks');
export const QUIET = at('trees');
export const CLOSED = at('council-only');
export const NOTICES = at('council-notices');
export const LONG = at('izilungiselelo');
export const WAITS = at('new-here');
/** Whoever wants to read it has to ask. */
export const ASKED = at('ward-committee');
export const NOWHERE = at('nowhere');

/** As long as a username may be. */
export const LONG_NAME = 'nkosinathi-mthembu.wakwadlangezwa'.slice(0, 32);

const LINK = `https://tshwane.example.org/${'izilungiselelo-zomphakathi/'.repeat(7)}`.slice(0, 200);

export const SPECIMENS: readonly (ConfigChange & { readonly channel: string })[] = [
  { channel: EMPTY, title: 'Parks', description: '', defaultAffiliation: 'publisher' },
  {
    channel: QUIET,
    title: 'Trees',
    description: '',
    defaultAffiliation: 'publisher',
    vars: {
      [PLACE]: 'hammanskraal',
      [NOTICE]:
        'The offices are closed on Monday. Phone 012 358 0000, or write to trees@city.example.',
    },
  },
  {
    channel: CLOSED,
    title: 'Council only',
    description: '',
    accessModel: 'whitelist',
    defaultAffiliation: 'publisher',
  },
  { channel: ASKED, title: 'Ward committee', description: '', accessModel: 'authorize' },
  {
    channel: WAITS,
    title: 'New here',
    description: '',
    vars: { [FIRST_WAITS]: 'true', [COMMENTS_BY]: 'everyone' },
  },
  {
    channel: LONG,
    title: 'Izilungiselelo nokusebenzisana kwezokuxhumana kwentuthukozomphakathi',
    description: `Ukuxhaswanakwezomnothonentuthuko. ${LINK}`,
    defaultAffiliation: 'publisher',
    vars: { [PLACE]: 'city-of-tshwane' },
  },
];

interface Specimen {
  readonly channel: string;
  readonly id: string;
  readonly by: string;
  readonly title: string;
  readonly text: string;
  readonly parent?: string;
}

export const ITEMS: readonly Specimen[] = [
  {
    channel: LONG,
    id: 'words',
    by: LONG_NAME,
    title: 'Ukungasebenzisaniningakwezokuthuthukiswakomphakathi e-Pietermaritzburg-Mgungundlovu',
    text: `Onverantwoordelikheidsversekeringsmaatskappy! ${LINK}\n\n${'Izilungiselelo '.repeat(60)}`,
  },
  {
    channel: LONG,
    id: 'one-comment',
    by: LONG_NAME,
    parent: 'words',
    title: '',
    text: `${'a'.repeat(200)} 👍🏾`,
  },
  { channel: LONG, id: 'only-text', by: 'admin', title: '', text: 'Izilungiselelo '.repeat(40) },
  {
    channel: QUIET,
    id: 'no-comment',
    by: 'admin',
    title: 'Which tree is this?',
    text: 'It is 🌳.',
  },
  {
    channel: QUIET,
    id: 'removed',
    by: 'admin',
    title: 'Will be removed',
    text: 'A moderator removes this while somebody writes a comment.',
  },
  { channel: WAITS, id: 'hello', by: 'admin', title: 'Who are you?', text: 'Tell us.' },
  {
    channel: WAITS,
    id: 'held-longest',
    by: LONG_NAME,
    parent: 'hello',
    title: '',
    text: `Onverantwoordelikheidsversekeringsmaatskappy! ${LINK}\n\n${'Izilungiselelo '.repeat(60)}`,
  },
];

/** What the person of the longest name tells of themselves. */
export const PROFILE = {
  title: 'Nkosinathi Mthembu wakwaDlangezwa',
  description: `Onverantwoordelikheidsversekeringsmaatskappy! ${LINK}`,
  vars: { [SHOWS_FOLLOWED]: 'true' },
};

/** What the citizen has reported: the one that is open has an answer. */
export const REPORTS: readonly IncidentReport[] = [
  {
    about: 'lighting',
    text: 'All street lights in Block F are off since Monday.',
    where: 'Corner of Mango Street and Third Avenue, Block F',
    ...{ channel: '', account: '', open: true },
  },
  {
    about: 'home-water',
    text: `The pipe at the meter leaks. ${'Izilungiselelo '.repeat(20)}`,
    where: '12 Mango Street',
    ...{ channel: LONG, account: '5501 2234 9', open: false },
  },
];
