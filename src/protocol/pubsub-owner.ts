/** Requests of moderators and owners to the channel service (XEP-0060, 8). */
import { nodeOf } from './channel.ts';
import { NS } from './namespaces.ts';
import { type Grounds, groundsElement } from './office.ts';
import { type Element, el } from './xml.ts';

const owner = (...children: Element[]) => el(NS.PUBSUB_OWNER, 'pubsub', {}, ...children);

/** Creates a node of a channel (`posts` by default) with that configuration form. */
export function createRequest(channel: string, config: Element, node?: string): Element {
  const create = el(NS.PUBSUB, 'create', { node: nodeOf(channel, node) });
  return el(NS.PUBSUB, 'pubsub', {}, create, el(NS.PUBSUB, 'configure', {}, config));
}

/** Deletes a group channel, with all its nodes. */
export const deleteRequest = (channel: string, reason?: string): Element =>
  owner(
    el(
      NS.PUBSUB_OWNER,
      'delete',
      { node: nodeOf(channel) },
      reason ? groundsElement({ reason }) : undefined,
    ),
  );

export interface AffiliationSaid {
  /** Of a ban: when it ends by itself, ISO 8601 in UTC. */
  readonly until?: string | undefined;
  /** The role that the moderator saw: the request is refused where somebody changed it since. */
  readonly was?: string | undefined;
  readonly grounds?: Grounds | undefined;
}

/** Gives somebody another role, or bans them. */
export function setAffiliationRequest(
  channel: string,
  jid: string,
  affiliation: string,
  { until, was, grounds }: AffiliationSaid = {},
): Element {
  const row = el(NS.PUBSUB_OWNER, 'affiliation', { jid, affiliation, until, was });
  const why = grounds && groundsElement(grounds);
  return owner(el(NS.PUBSUB_OWNER, 'affiliations', { node: nodeOf(channel) }, row, why));
}

/** Answers those who ask to be let in, all or none; refused where one of them waits no more. */
export const letInRequest = (channel: string, jids: string | readonly string[], letIn: boolean) =>
  setSubscriptionRequest(channel, jids, letIn ? 'subscribed' : 'none', 'pending');

/** Changes subscriptions, all or none: `subscribed` approves, `none` denies or evicts; `invited` invites. */
export function setSubscriptionRequest(
  channel: string,
  jids: string | readonly string[],
  subscription: 'subscribed' | 'none' | 'invited',
  was?: 'pending',
): Element {
  const rows = [jids]
    .flat()
    .map((jid) => el(NS.PUBSUB_OWNER, 'subscription', { jid, subscription, was }));
  return owner(el(NS.PUBSUB_OWNER, 'subscriptions', { node: nodeOf(channel) }, ...rows));
}
