import { NS } from '../../../protocol/namespaces.ts';
import { pageInfo } from '../../../protocol/rsm.ts';
import { el } from '../../../protocol/xml.ts';
import { listedNodes } from '../../service/lists.ts';
import { notImplemented } from '../../service/refusal.ts';
import { askedPage, type Handler } from '../call.ts';
import { chargeRows } from '../charges.ts';

/** XEP-0030: the nodes of the channel service, with their channels' titles, in pages where asked. */
export const channelsItems: Handler = async (call) => {
  const { ctx, payload, service } = call;
  if (payload.attrs.node !== undefined) throw notImplemented();
  const page = askedPage(call);
  const { rows, info } = await listedNodes(ctx, page ?? {});
  chargeRows(call, rows.length);
  const items = rows.map(({ node, title }) =>
    el(NS.DISCO_ITEMS, 'item', { jid: service, node, name: title }),
  );
  const isPaged = page !== undefined || info.count > rows.length;
  return el(NS.DISCO_ITEMS, 'query', {}, ...items, isPaged ? pageInfo(info) : undefined);
};

/** The topics domain points at the channel service (relied on by Buddycloud servers). */
export const topicsItems: Handler = async ({ ctx }) =>
  el(
    NS.DISCO_ITEMS,
    'query',
    {},
    el(NS.DISCO_ITEMS, 'item', { name: 'buddycloud-server', jid: `channels.${ctx.domain}` }),
  );
