import { NS } from '../../../protocol/namespaces.ts';
import { el } from '../../../protocol/xml.ts';
import { listNodes } from '../../service/lists.ts';
import { notImplemented } from '../../service/refusal.ts';
import type { Handler } from '../call.ts';

/** XEP-0030: every node of the channel service, with its channel's title. */
export const channelsItems: Handler = async ({ ctx, payload, service }) => {
  if (payload.attrs.node !== undefined) throw notImplemented();
  const nodes = await listNodes(ctx);
  const rows = nodes.map(({ node, title }) =>
    el(NS.DISCO_ITEMS, 'item', { jid: service, node, name: title }),
  );
  return el(NS.DISCO_ITEMS, 'query', {}, ...rows);
};

/** The topics domain points at the channel service (relied on by Buddycloud servers). */
export const topicsItems: Handler = async ({ ctx }) =>
  el(
    NS.DISCO_ITEMS,
    'query',
    {},
    el(NS.DISCO_ITEMS, 'item', { name: 'buddycloud-server', jid: `channels.${ctx.domain}` }),
  );
