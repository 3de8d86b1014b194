import { AFFILIATIONS, type Affiliation } from '../../../protocol/channel.ts';
import { toBare } from '../../../protocol/jid.ts';
import { childrenOf, type Element, el } from '../../../protocol/xml.ts';
import { members, ownNodes } from '../../service/lists.ts';
import { badRequest } from '../../service/refusal.ts';
import { type AffiliationRow, setAffiliations } from '../../service/set-members.ts';
import { askedPage, type Handler } from '../call.ts';
import { asksEphemeral } from './asks-ephemeral.ts';
import { keyPage } from './key-page.ts';

/** `get affiliations`: the asker's own, or a node's. The answer is in the namespace of the question. */
export const getAffiliations: Handler = async (call) => {
  const { ctx, actor, verb } = call;
  const { node } = verb.attrs;
  const row = (of: string, jid: string, affiliation: string) =>
    el(verb.ns, 'affiliation', { node: of, jid, affiliation });
  if (!node) {
    const own = await ownNodes(ctx, actor, asksEphemeral(verb));
    const { rows, set } = keyPage(own, (one) => one.node, askedPage(call));
    const elements = rows.map((one) => row(one.node, actor.jid, one.affiliation));
    return el(verb.ns, 'pubsub', {}, el(verb.ns, 'affiliations', {}, ...elements), set);
  }
  const known = await members(ctx, actor, node);
  const { rows, set } = keyPage(known, ({ jid }) => jid, askedPage(call));
  const elements = rows.map((member) => row(node, member.jid, member.affiliation));
  return el(verb.ns, 'pubsub', {}, el(verb.ns, 'affiliations', { node }, ...elements), set);
};

/** `set affiliations`: promote, demote, ban, every row or none. */
export const setNodeAffiliations: Handler = async ({ ctx, actor, verb }) => {
  const rows = childrenOf(verb, 'affiliation').map(readRow);
  if (rows.length === 0) throw badRequest();
  await setAffiliations(ctx, actor, verb.attrs.node, rows);
  return undefined;
};

function readRow(row: Element): AffiliationRow {
  const jid = toBare(row.attrs.jid ?? '');
  const affiliation = row.attrs.affiliation as Affiliation | undefined;
  if (!jid || !affiliation || !AFFILIATIONS.includes(affiliation)) throw badRequest();
  return { jid, affiliation };
}
