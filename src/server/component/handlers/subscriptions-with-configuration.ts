import { parseNode } from '../../../protocol/channel.ts';
import { configForm, NODE_CONFIG } from '../../../protocol/config-form.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { officeElement } from '../../../protocol/office.ts';
import { readingElement } from '../../../protocol/reading.ts';
import { type Element, el } from '../../../protocol/xml.ts';
import type { Actor, ServiceContext } from '../../service/context.ts';
import { type OwnNode, ownNodes } from '../../service/lists.ts';
import { officeOf } from '../../service/office.ts';
import { count } from '../../service/reading.ts';
import { askedPage, type Handler } from '../call.ts';
import { asksEphemeral } from './asks-ephemeral.ts';
import { keyPage } from './key-page.ts';
import { filteredForm, passesFilter, valuesOf } from './subscription-filters.ts';

/**
 * The asker's own channels with what each says of itself, and how far they have read it, so that a
 * list needs one answer. Filters choose the rows and the vars; `node-name` is the node's last part.
 */
export const getSubscriptionsWithConfiguration: Handler = async (call) => {
  const { ctx, actor, verb } = call;
  const own = (await ownNodes(ctx, actor, asksEphemeral(verb))).flatMap((row) => {
    if (row.subscription === 'none') return [];
    const { node, subscription, channel } = row;
    const attrs = { node, subscription, jid: actor.jid };
    const form = configForm(channel.config, NODE_CONFIG);
    const name = parseNode(node)?.name ?? '';
    const passes = passesFilter(verb, { ...valuesOf(form), ...attrs, 'node-name': name });
    return passes ? [{ row, name, attrs, form }] : [];
  });
  const { rows, set } = keyPage(own, ({ attrs }) => attrs.node, askedPage(call));
  const elements = await Promise.all(
    rows.map(async ({ row, name, attrs, form }) => {
      const configure = el(NS.PUBSUB, 'configure', { node: row.node }, filteredForm(verb, form));
      const reading = name === 'posts' ? await readingFor(ctx, actor, row) : undefined;
      return el(NS.BUDDYCLOUD, 'subscription-with-configuration', attrs, configure, reading);
    }),
  );
  const office = officeElement(await officeOf(ctx, actor));
  return el(NS.PUBSUB, 'pubsub', {}, el(verb.ns, verb.name, {}, ...elements), set, office);
};

async function readingFor(
  ctx: ServiceContext,
  actor: Actor,
  { channel, subscription }: OwnNode,
): Promise<Element | undefined> {
  if (subscription !== 'subscribed') return undefined;
  const whose = { channelId: channel.id, jid: actor.jid };
  return readingElement(await ctx.database.read((r) => count(r, channel.jid, whose)));
}
