import { directoryItem } from '../../../protocol/directory.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { pageInfo } from '../../../protocol/rsm.ts';
import { child, childrenOf, el } from '../../../protocol/xml.ts';
import { directory } from '../../service/lists.ts';
import { type Handler, pageOf } from '../call.ts';

/** Open group channels, newest activity first; pages turn on positions. */
export const mostActive: Handler = async (call) => {
  const { rows, info } = await directory(call.ctx, pageOf(call));
  const options = child(call.payload, 'options');
  const names = options ? childrenOf(options, 'feature').map(({ attrs }) => attrs.var ?? '') : [];
  const items = rows.map((row) => directoryItem({ channel: row.jid, config: row.config }, names));
  return el(NS.MOST_ACTIVE, 'query', {}, ...items, pageInfo(info));
};
