import type { Item } from '../../protocol/channel.ts';
import { hideAfter } from '../../protocol/config-vars.ts';
import { roleOf } from '../../protocol/permissions.ts';
import { expectRow, type Writer } from '../storage/database.ts';
import { findItem, hideItem, showItem } from '../storage/items.ts';
import { findMembership } from '../storage/memberships.ts';
import type { NodeRow } from '../storage/nodes.ts';
import { countTrusted, wasKept } from '../storage/reports.ts';
import { deleteWithheld, findWithheld, insertWithheld } from '../storage/withheld.ts';
import { audit } from './audit.ts';
import { NOBODY, type ServiceContext } from './context.ts';
import { record } from './record.ts';

/** Hides a post where it is to be, in the transaction that takes a report of it. */
export async function hideWhereReported(
  ctx: ServiceContext,
  writer: Writer,
  node: NodeRow,
  item: Item,
  caseId: number,
): Promise<void> {
  if (item.hidden || !(await isToHide(writer, node, item, caseId))) return;
  const { id } = item;
  await change(ctx, writer, node, id, (seq) => hide(ctx, writer, node, item, seq));
  const service = { ...NOBODY, jid: `channels.${ctx.domain}` };
  const channel = node.channel.jid;
  await audit(ctx, writer, service, { act: 'hide', office: 'site', channel, subject: id });
}

/**
 * Whether as many trusted people have reported a post as its channel wants. Not what an office wrote, nor
 * what a moderator has looked at and let stand.
 */
export async function isToHide(
  writer: Writer,
  { channel: { id: channelId, jid: channel, config } }: NodeRow,
  item: Item,
  caseId: number,
): Promise<boolean> {
  const wanted = hideAfter(config.vars);
  if (wanted === 0 || (await countTrusted(writer, caseId, channelId)) < wanted) return false;
  const role = roleOf(await findMembership(writer, channelId, item.author), true);
  const isOfficial = role === 'owner' || role === 'moderator';
  return !isOfficial && !(await wasKept(writer, channel, item.id));
}

/** Takes what a post says out of sight, until a moderator has decided. */
export async function hide(
  ctx: ServiceContext,
  writer: Writer,
  node: NodeRow,
  item: Item,
  seq: number,
): Promise<void> {
  const { id, author, parent, title, text, target = null, geoloc = null, photos, onBehalf } = item;
  const draft = { parent, title, text, target, geoloc, ...(photos && { photos }), onBehalf };
  const held = { nodeId: node.id, id, author, why: 'reported' as const, since: ctx.now() };
  await insertWithheld(writer, { ...held, draft });
  await hideItem(writer, node.id, id, seq);
}

/** Shows a hidden post again, as it was. */
export async function showPost(
  ctx: ServiceContext,
  writer: Writer,
  node: NodeRow,
  id: string,
): Promise<void> {
  const held = await findWithheld(writer, node.id, id);
  if (held?.why !== 'reported') return;
  await deleteWithheld(writer, node.id, id);
  await change(ctx, writer, node, id, (seq) => showItem(writer, node.id, id, held.draft, seq));
}

/** An item with what it said, though it be hidden. */
export async function asWritten(writer: Writer, node: NodeRow, item: Item): Promise<Item> {
  const held = item.hidden ? await findWithheld(writer, node.id, item.id) : undefined;
  if (!held) return item;
  const { title, text, onBehalf } = held.draft;
  return { ...item, title, text, ...(onBehalf && { onBehalf }) };
}

/** What is there says something else from this number of the order on, wherever it was seen before. */
async function change(
  ctx: ServiceContext,
  writer: Writer,
  node: NodeRow,
  id: string,
  make: (seq: number) => Promise<void>,
): Promise<void> {
  const told = { kind: 'published' as const, subject: id, at: ctx.now() };
  await record(ctx, writer, node, told, async (seq) => {
    await make(seq);
    return { kind: 'published', item: expectRow(await findItem(writer, node.id, id)) };
  });
}
