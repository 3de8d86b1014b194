import { type ChannelConfig, type ChannelType, parseNode } from '../../protocol/channel.ts';
import type { ConfigChange } from '../../protocol/config-form.ts';
import { domainOf } from '../../protocol/jid.ts';
import { roleOf } from '../../protocol/permissions.ts';
import { findChannel, forgetDeleted, insertChannel } from '../storage/channels.ts';
import type { Writer } from '../storage/database.ts';
import { findMembership, saveMembership } from '../storage/memberships.ts';
import { findNode, insertNode, mainNode, nodeNames } from '../storage/nodes.ts';
import { audit } from './audit.ts';
import { checkChannelName, isThere } from './channel-names.ts';
import { configAfter, refuseFrozen } from './config-after.ts';
import type { Actor, ServiceContext } from './context.ts';
import { checkNodeName } from './node-names.ts';
import { checkPlaceIsThere, officeAt, placeOf, withPlaceName } from './place-rights.ts';
import { record } from './record.ts';
import { badRequest, conflict, forbidden } from './refusal.ts';

/**
 * Creates a node, and its channel with it where it is the first. People create nodes of their own
 * channel; admins create group channels; owners add nodes to theirs.
 */
export async function createChannel(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  change: ConfigChange,
): Promise<void> {
  const named = parseNode(nodeName ?? '');
  if (!named) throw badRequest();
  if (!actor.isLocal) throw forbidden();
  await ctx.database.write(async (writer) => {
    const isGroup = domainOf(named.channel) === `topics.${ctx.domain}`;
    if (await findNode(writer, named.channel, named.name)) {
      throw isGroup ? await isThere(ctx, writer, named.channel, change) : conflict();
    }
    const channel = await findChannel(writer, named.channel);
    if (channel) {
      const role = roleOf(await findMembership(writer, channel.id, actor.jid), actor.isLocal);
      if (role !== 'owner') throw forbidden();
      refuseFrozen(change, channel.config);
      checkNodeName(named.name, await nodeNames(writer, channel.id));
      await insertNode(writer, channel.id, named.name);
      if (!isGroup) return;
      const done = { act: 'configure' as const, channel: channel.jid, office: role };
      await audit(ctx, writer, actor, { ...done, subject: named.name });
      return;
    }
    const isOwn = named.channel === actor.jid;
    const place = placeOf(change);
    const office = isGroup ? await officeAt(ctx, writer, actor, place) : null;
    if (!isOwn && !office) throw forbidden();
    checkNodeName(named.name, []);
    if (!isOwn) await checkChannelName(ctx, writer, named.channel, change);
    const type = isOwn ? 'personal' : 'topic';
    await insertWithOwner(ctx, writer, named.channel, type, change, actor.jid, [named.name]);
    if (isOwn || !office) return;
    const done = { act: 'create' as const, channel: named.channel, office, detail: place };
    await audit(ctx, writer, actor, done);
  });
}

/** Stores a new channel with its nodes; `owner` owns and follows it. */
export async function insertWithOwner(
  ctx: ServiceContext,
  writer: Writer,
  jid: string,
  type: ChannelType,
  change: ConfigChange,
  owner: string,
  nodes: readonly string[],
): Promise<void> {
  const at = ctx.now();
  // A person's own ends with their account, not with whoever is left in it.
  const ephemeral = type === 'topic' && (change.ephemeral ?? false);
  const blank: ChannelConfig = {
    // Clients take a title that is the address for none given.
    ...{ title: jid, description: '', accessModel: 'open', defaultAffiliation: 'member' },
    ...{ type, created: at, updated: at, creator: owner, ephemeral },
  };
  refuseFrozen(change, blank);
  const config = withPlaceName(ctx, configAfter(blank, change, at));
  checkPlaceIsThere(ctx, config);
  const wasUsed = await forgetDeleted(writer, jid);
  const channel = await insertChannel(writer, jid, config);
  for (const node of nodes) await insertNode(writer, channel.id, node);
  const membership = { affiliation: 'owner', subscription: 'subscribed' } as const;
  await saveMembership(writer, channel.id, owner, membership);
  const node = wasUsed && (await mainNode(writer, jid));
  if (!node) return;
  // Of the channel before it nothing is left in the order: that it is another one now has to be.
  const told = { kind: 'configured' as const, subject: '', at };
  await record(ctx, writer, node, told, () => ({ kind: 'configured', config }));
}
