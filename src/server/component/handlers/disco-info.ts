import { configForm, META_DATA } from '../../../protocol/config-form.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { type Element, el } from '../../../protocol/xml.ts';
import { publishModelOf, readConfiguration } from '../../service/configure.ts';
import type { Handler } from '../call.ts';
import { realNode } from './item-id.ts';

const identity = (category: string, type: string, name?: string) =>
  el(NS.DISCO_INFO, 'identity', { category, type, name });
const feature = (name: string) => el(NS.DISCO_INFO, 'feature', { var: name });

const FEATURES = [
  NS.DISCO_INFO,
  NS.DISCO_ITEMS,
  NS.REGISTER,
  NS.SEARCH,
  NS.MOST_ACTIVE,
  NS.METADATA_QUERY,
  NS.CONTENT_QUERY,
  NS.NEARBY_QUERY,
  NS.SIMILAR_CHANNELS,
  NS.RECOMMENDATION_QUERY,
  NS.PING,
  NS.RSM,
  NS.MAM,
  NS.READ,
  NS.MICROBLOG,
  NS.SOCIAL_FEED,
  NS.PUBSUB,
  ...[
    'access-authorize',
    'access-open',
    'access-whitelist',
    'config-node',
    'create-and-configure',
    'create-nodes',
    'delete-nodes',
    'item-ids',
    'manage-subscriptions',
    'meta-data',
    'member-affiliation',
    'modify-affiliations',
    'outcast-affiliation',
    'persistent-items',
    'publish',
    'publish-options',
    'publisher-affiliation',
    'retract-items',
    'retrieve-affiliations',
    'retrieve-items',
    'retrieve-subscriptions',
    'rsm',
    'subscribe',
    'subscription-notifications',
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
      identity('pubsub', 'service'),
      identity('Search', 'Directory'),
      ...FEATURES.map(feature),
    );
  }
  const real = realNode(node);
  const { config, owners, followers } = await readConfiguration(ctx, actor, real);
  const form = configForm(config, META_DATA, {
    'pubsub#owner': owners,
    'pubsub#num_subscribers': String(followers),
    'pubsub#publish_model': publishModelOf(config, real),
  });
  const features = [NS.PUBSUB, NS.RSM, NS.MICROBLOG, NS.SOCIAL_FEED].map(feature);
  return info(node, identity('pubsub', 'leaf', config.title), ...features, form);
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
