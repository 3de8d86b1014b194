import type { Withheld } from '../../../protocol/withheld.ts';
import { channelTitle } from '../../name.ts';
import type { TodoLook } from './row.ts';

/** Posts that wait to be approved. */
export const postsLook: TodoLook<Withheld> = {
  heading: (o) => o.postsWait,
  row: ({ channel, channelTitle: title, id, author, since, ...post }, t, o) => ({
    key: `${channel}/${id}`,
    person: author,
    place: channelTitle(channel, title),
    since,
    title: post.title,
    text: post.text,
    fields: { channel, id },
    verbs: [
      { name: 'approve', label: o.approvePost, question: o.approveAsk },
      { name: 'refuse', label: o.refusePost, question: o.refuseAsk, choices: t.brokenRules },
    ],
  }),
};
