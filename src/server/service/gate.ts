import {
  type Membership,
  NO_MEMBERSHIP,
  type NodeName,
  parseNode,
} from '../../protocol/channel.ts';
import { type Action, can, type Role, roleOf } from '../../protocol/permissions.ts';
import type { Reader } from '../storage/database.ts';
import { membershipsOf } from '../storage/memberships.ts';
import { findNode, findNodeFor, type NodeRow } from '../storage/nodes.ts';
import type { Actor } from './context.ts';
import {
  badRequest,
  closedNode,
  forbidden,
  notFound,
  pendingSubscription,
  type Refusal,
} from './refusal.ts';

/** How an actor stands to a node: what the gate looked up, for the verb that asked. */
export interface Access {
  readonly node: NodeRow;
  readonly membership: Membership;
  readonly role: Role;
}

/**
 * Finds the node and how the actor stands to it, without asking for any right: for what anyone may
 * do. Throws where there is no such node.
 */
export async function lookUp(
  reader: Reader,
  actor: Actor,
  nodeName: string | undefined,
): Promise<Access> {
  if (!nodeName) throw badRequest('nodeid-required');
  const named = parseNode(nodeName);
  if (!named) throw badRequest();
  const found = await findNodeFor(reader, named.channel, named.name, actor.jid);
  if (!found) throw notFound();
  return { ...found, role: roleOf(found.membership, actor.isLocal) };
}

/** Whether what was looked up allows the action. */
export function allows(access: Access, actor: Actor, action: Action): boolean {
  return can(access.role, action, access.node.channel.config, actor.isLocal);
}

/**
 * The one gate: every read and write of a channel's content passes here, in the transaction that
 * does it. Throws the protocol's exact refusal.
 */
export async function authorize(
  reader: Reader,
  actor: Actor,
  action: Action,
  nodeName: string | undefined,
): Promise<Access> {
  const access = await lookUp(reader, actor, nodeName);
  if (!allows(access, actor, action)) throw refusalOf(access, action);
  return access;
}

/** Of many people, those who are allowed the action, looked up together; none where there is no such node. */
export async function allowedAmong(
  reader: Reader,
  actors: readonly Actor[],
  action: Action,
  { channel, name }: NodeName,
): Promise<readonly Actor[]> {
  const node = actors.length > 0 && (await findNode(reader, channel, name));
  if (!node) return [];
  const jids = [...new Set(actors.map(({ jid }) => jid))];
  const known = await membershipsOf(reader, node.channel.id, jids);
  return actors.filter((actor) => {
    const membership = known.get(actor.jid) ?? NO_MEMBERSHIP;
    const role = roleOf(membership, actor.isLocal);
    return allows({ node, membership, role }, actor, action);
  });
}

function refusalOf(access: Access, action: Action): Refusal {
  if (action !== 'read' && action !== 'list-members') return forbidden();
  if (access.role === 'outcast') return forbidden();
  const { subscription } = access.membership;
  if (subscription === 'pending') return pendingSubscription();
  // Invited is told the same as a stranger: there is nothing to wait for.
  return closedNode(subscription === 'subscribed' ? 'not-authorized' : 'forbidden');
}
