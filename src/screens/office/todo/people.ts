import type { WaitingPerson } from '../../../protocol/waiting.ts';
import { channelTitle } from '../../name.ts';
import type { TodoLook } from './row.ts';

/** People who ask to be let in. */
export const peopleLook: TodoLook<WaitingPerson> = {
  heading: (o) => o.peopleWait,
  row: ({ channel, channelTitle: title, jid }, _, o) => ({
    key: `${channel}/${jid}`,
    person: jid,
    place: channelTitle(channel, title),
    fields: { channel, jid },
    verbs: [
      { name: 'let-in', label: o.letIn, question: o.letInAsk },
      { name: 'keep-out', label: o.keepOut, question: o.keepOutAsk },
    ],
  }),
};
