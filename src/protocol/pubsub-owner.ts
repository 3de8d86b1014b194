/** What those who keep channels send to the channel service (XEP-0060, section 8). */
import { nodeOf } from './channel.ts';
import { NS } from './namespaces.ts';
import { type Grounds, groundsElement } from './office.ts';
import { type Element, el } from './xml.ts';

const owner = (...children: Element[]) => el(NS.PUBSUB_OWNER, 'pubsub', {}, ...children);

export function createRequest(channel: string, config: Element, node?: string): Element {
  const create = el(NS.PUBSUB, 'create', { node: nodeOf(channel, node) });
  return el(NS.PUBSUB, 'pubsub', {}, create, el(NS.PUBSUB, 'configure', {}, config));
}

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
  /** What they were when it was decided: it is refused where somebody gave them another role since. */
  readonly was?: string | undefined;
  readonly grounds?: Grounds | undefined;
}

/** Promote, demote or ban. */
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
