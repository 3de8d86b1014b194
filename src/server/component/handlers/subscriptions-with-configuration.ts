import { configForm, NODE_CONFIG } from '../../../protocol/config-form.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { el } from '../../../protocol/xml.ts';
import { type OwnNode, ownNodes } from '../../service/lists.ts';
import type { Handler } from '../call.ts';
import { asksEphemeral } from './asks-ephemeral.ts';
import { filteredForm, passesFilter, valuesOf } from './subscription-filters.ts';

/**
 * The asker's own channels with what each says of itself, so that a list needs one answer. Filters
 * choose the rows and the vars.
 */
export const getSubscriptionsWithConfiguration: Handler = async ({ ctx, actor, verb }) => {
  const element = ({ node, subscription, channel }: OwnNode) => {
    const attrs = { node, subscription, jid: actor.jid };
    const form = configForm(channel.config, NODE_CONFIG);
    if (!passesFilter(verb, { ...valuesOf(form), ...attrs })) return undefined;
    const configure = el(NS.PUBSUB, 'configure', { node }, filteredForm(verb, form));
    return el(NS.BUDDYCLOUD, 'subscription-with-configuration', attrs, configure);
  };
  const own = await ownNodes(ctx, actor, asksEphemeral(verb));
  const rows = own.filter((row) => row.subscription !== 'none').map(element);
  return el(NS.PUBSUB, 'pubsub', {}, el(verb.ns, verb.name, {}, ...rows));
};
