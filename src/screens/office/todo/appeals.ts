import type { Appeal } from '../../../protocol/appeal.ts';
import { channelTitle } from '../../name.ts';
import type { TodoLook } from './row.ts';

/** Appeals against what others did by office. */
export const appealsLook: TodoLook<Appeal> = {
  heading: (o) => o.appealsWait,
  row: ({ id, at, channel, person, words, act, grounds, ...one }, t, o) => ({
    key: String(id),
    person,
    place: channelTitle(channel, one.channelTitle),
    since: at,
    text: words,
    notes: [
      [
        act === 'remove' ? o.postRemoved : o.roles.outcast,
        grounds.rule && t.brokenRules[grounds.rule],
        grounds.reason,
      ]
        .filter(Boolean)
        .join(' · '),
      ...[one.title, one.text].filter((part) => part !== '').map((part) => `“${part}”`),
    ],
    fields: { id: String(id) },
    verbs: [
      { name: 'refuse-appeal', label: o.refuseAppeal, question: o.refuseAppealAsk },
      { name: 'grant-appeal', label: o.grantAppeal, question: o.grantAppealAsk },
    ],
  }),
};
