/** What other clients ask of the channel service, and ours do not. */
import { nodeOf } from '../../src/protocol/channel.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { type Element, el } from '../../src/protocol/xml.ts';

/** The asker's own channels with all of their configuration, in one answer. */
export const wholeOwnChannelsRequest = (): Element =>
  el(NS.PUBSUB, 'pubsub', {}, el(NS.BUDDYCLOUD, 'subscriptions-with-configuration'));

/** How a channel is set (XEP-0060, 8.2). */
export function configRequest(channel: string): Element {
  const configure = el(NS.PUBSUB_OWNER, 'configure', { node: nodeOf(channel) });
  return el(NS.PUBSUB_OWNER, 'pubsub', {}, configure);
}
