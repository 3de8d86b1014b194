import { AFFILIATIONS, type Affiliation } from '../../../protocol/channel.ts';
import { toBare } from '../../../protocol/jid.ts';
import { LONGEST_BAN } from '../../../protocol/people.ts';
import { type Element, el } from '../../../protocol/xml.ts';
import { DAY } from '../../service/days.ts';
import { badRequest } from '../../service/refusal.ts';
import { type AffiliationRow, setAffiliations } from '../../service/set-affiliations.ts';
import type { Handler } from '../call.ts';
import { groundsIn } from './grounds-in.ts';
import { memberPage } from './member-page.ts';
import { ownPage } from './own-page.ts';
import { rowsOf } from './rows-of.ts';

/** `get affiliations`: the asker's own, or a node's. The answer is in the namespace of the question. */
export const getAffiliations: Handler = async (call) => {
  const { actor, verb } = call;
  const { node } = verb.attrs;
  const row = (of: string, jid: string, affiliation: string) =>
    el(verb.ns, 'affiliation', { node: of, jid, affiliation });
  if (!node) {
    const { rows, set } = await ownPage(call, { subscriptionsOnly: false });
    const elements = rows.map((one) => row(one.node, actor.jid, one.affiliation));
    return el(verb.ns, 'pubsub', {}, el(verb.ns, 'affiliations', {}, ...elements), set);
  }
  const { rows, set } = await memberPage(call, node, false);
  const elements = rows.map((member) => row(node, member.jid, member.affiliation));
  return el(verb.ns, 'pubsub', {}, el(verb.ns, 'affiliations', { node }, ...elements), set);
};

/** `set affiliations`: promote, demote, ban (for good or until a time), every row or none, and why. */
export const setNodeAffiliations: Handler = async ({ ctx, actor, verb }) => {
  const rows = rowsOf(verb, 'affiliation').map((row) => readRow(row, ctx.now()));
  await setAffiliations(ctx, actor, verb.attrs.node, rows, groundsIn(verb));
  return undefined;
};

function readRow(row: Element, now: string): AffiliationRow {
  const jid = toBare(row.attrs.jid ?? '');
  const { affiliation, was } = row.attrs;
  if (!jid || !isAffiliation(affiliation)) throw badRequest();
  if (was !== undefined && !isAffiliation(was)) throw badRequest();
  const until = row.attrs.until === undefined ? undefined : timeIn(row.attrs.until, now);
  if (until === null || (until && affiliation !== 'outcast')) throw badRequest();
  return { jid, affiliation, until, was };
}

const isAffiliation = (text: string | undefined): text is Affiliation =>
  AFFILIATIONS.some((known) => known === text);

/** A time after now, and not so far away that nobody means it; `null` where it is none. */
function timeIn(text: string, now: string): string | null {
  const ahead = Date.parse(text) - Date.parse(now);
  return ahead > 0 && ahead <= LONGEST_BAN * DAY ? new Date(text).toISOString() : null;
}
