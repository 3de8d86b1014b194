import { toBare } from '../../../protocol/jid.ts';
import { peopleElement, WHO } from '../../../protocol/people.ts';
import { readPeople } from '../../service/people.ts';
import { badRequest } from '../../service/refusal.ts';
import type { Handler } from '../call.ts';

/** `get people`: the people of a channel, for its moderators. */
export const getPeople: Handler = async ({ ctx, actor, payload }) => {
  const { node, words, after, jid } = payload.attrs;
  const who = WHO.find((known) => known === payload.attrs.who);
  const person = jid === undefined ? undefined : toBare(jid);
  if (person === null || (payload.attrs.who !== undefined && !who)) throw badRequest();
  return peopleElement(await readPeople(ctx, actor, node, { who, words, after, person }));
};
