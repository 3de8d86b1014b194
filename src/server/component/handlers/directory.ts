import { directoryItem } from '../../../protocol/directory.ts';
import { parseJid } from '../../../protocol/jid.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { pageInfo } from '../../../protocol/rsm.ts';
import { child, childrenOf, childText, type Element, el } from '../../../protocol/xml.ts';
import { directory } from '../../service/lists.ts';
import { badRequest } from '../../service/refusal.ts';
import { type Handler, pageOf } from '../call.ts';

/** Open group channels, newest activity first; pages turn on positions. */
export const mostActive: Handler = async (call) => {
  const { rows, info } = await directory(call.ctx, pageOf(call), readFilter(call.payload));
  const options = child(call.payload, 'options');
  const names = options ? childrenOf(options, 'feature').map(({ attrs }) => attrs.var ?? '') : [];
  const items = rows.map((row) => directoryItem({ channel: row.jid, config: row.config }, names));
  return el(NS.MOST_ACTIVE, 'query', {}, ...items, pageInfo(info));
};

/** The domain and the days that are asked for (Buddycloud directory). */
function readFilter(query: Element) {
  const named = childText(query, 'domain')?.trim();
  const period = childText(query, 'period')?.trim();
  const domain = named ? parseJid(named) : undefined;
  if (domain === null) throw badRequest(undefined, 'This is no domain.');
  if (period && !/^[1-9]\d{0,3}$/.test(period)) {
    throw badRequest(undefined, 'A period is a number of days, from 1 to 9999.');
  }
  return { domain: domain?.domain, days: period ? Number(period) : undefined };
}
