import { configForm, META_DATA } from '../../../protocol/config-form.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { type Element, el } from '../../../protocol/xml.ts';
import { readConfiguration } from '../../service/configure.ts';
import type { Handler } from '../call.ts';

const identity = (category: string, type: string, name?: string) =>
  el(NS.DISCO_INFO, 'identity', { category, type, name });
const feature = (name: string) => el(NS.DISCO_INFO, 'feature', { var: name });

const FEATURES = [
  NS.DISCO_INFO,
  NS.DISCO_ITEMS,
  NS.REGISTER,
  NS.SEARCH,
  NS.PING,
  NS.RSM,
  NS.MAM,
  NS.PUBSUB,
  ...[
    'create-and-configure',
    'create-nodes',
    'item-ids',
    'meta-data',
    'modify-affiliations',
    'outcast-affiliation',
    'persistent-items',
    'publish',
    'publisher-affiliation',
    'retract-items',
    'retrieve-affiliations',
    'retrieve-items',
    'retrieve-subscriptions',
    'rsm',
    'subscribe',
    'subscription-options',
  ].map((name) => `${NS.PUBSUB}#${name}`),
];

/** XEP-0030 on the channel service; with a node, what clients read a channel's metadata from. */
export const channelsInfo: Handler = async ({ ctx, actor, payload }) => {
  const { node } = payload.attrs;
  if (node === undefined) {
    return info(
      undefined,
      identity('pubsub', 'channels', 'WiFi Chat channels'),
      identity('pubsub', 'inbox'),
      ...FEATURES.map(feature),
    );
  }
  const config = await readConfiguration(ctx, actor, node);
  const form = configForm(config, META_DATA);
  return info(node, identity('pubsub', 'leaf'), feature(NS.PUBSUB), form);
};

/** XEP-0030 on the topics domain: it only points at the channel service. */
export const topicsInfo: Handler = async () =>
  info(
    undefined,
    identity('component', 'generic', 'Topics'),
    feature(NS.DISCO_INFO),
    feature(NS.DISCO_ITEMS),
  );

function info(node: string | undefined, ...parts: Element[]): Element {
  return el(NS.DISCO_INFO, 'query', { node }, ...parts);
}
