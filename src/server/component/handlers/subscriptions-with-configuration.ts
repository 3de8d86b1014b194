import { configForm, NODE_CONFIG } from '../../../protocol/config-form.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { el } from '../../../protocol/xml.ts';
import { ownNodes } from '../../service/lists.ts';
import type { Handler } from '../call.ts';

/** The asker's own channels with what each says of itself, so that a list needs one answer. */
export const getSubscriptionsWithConfiguration: Handler = async ({ ctx, actor, verb }) => {
  const own = (await ownNodes(ctx, actor)).filter((row) => row.subscription !== 'none');
  const rows = own.map(({ node, subscription, channel }) =>
    el(
      NS.BUDDYCLOUD,
      'subscription-with-configuration',
      { node, subscription, jid: actor.jid },
      el(NS.PUBSUB, 'configure', { node }, configForm(channel.config, NODE_CONFIG)),
    ),
  );
  return el(NS.PUBSUB, 'pubsub', {}, el(verb.ns, verb.name, {}, ...rows));
};
