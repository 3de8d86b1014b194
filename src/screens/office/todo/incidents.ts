import type { Incident } from '../../../protocol/incident.ts';
import { hrefOf } from '../../route.ts';
import type { TodoLook } from './row.ts';

/** Reports of something broken that nobody has taken up. */
export const incidentsLook: TodoLook<Incident> = {
  heading: (o) => o.incidentsWait,
  row: ({ reference, author, about, text, where, ...incident }, _, o, i) => ({
    key: reference,
    person: author,
    place: [where, incident.channelTitle].filter(Boolean).join(' · '),
    since: incident.at,
    title: i.abouts[about],
    titleHref: hrefOf({ screen: 'desk-incident', reference }),
    text,
    notes: [
      `${i.number} ${reference}`,
      ...(incident.account === '' ? [] : [i.accountIs(incident.account)]),
      ...(incident.photo ? [o.hasPhoto] : []),
    ],
    fields: { reference, seen: incident.updated },
    verbs: [
      { name: 'take-up', label: i.states.working, question: o.takeUpAsk },
      {
        name: 'settle',
        label: o.settle,
        question: o.settleAsk,
        choices: { done: i.states.done, refused: i.states.refused },
      },
    ],
  }),
};
