import type { Item } from '../../protocol/channel.ts';
import type { Grounds } from '../../protocol/office.ts';
import type { Writer } from '../storage/database.ts';
import { forgetMedia, mediaOfItemAlone } from '../storage/item-media.ts';
import { buryItem, countReply, findItem, replyIds } from '../storage/items.ts';
import type { NodeRow } from '../storage/nodes.ts';
import { keepRemoved } from '../storage/removed.ts';
import { findOpenCase } from '../storage/reports.ts';
import { deleteWithheld, refuseAnswersTo } from '../storage/withheld.ts';
import { answerReports } from './answer-reports.ts';
import { audit } from './audit.ts';
import type { Actor, ServiceContext } from './context.ts';
import { allows, lookUp } from './gate.ts';
import { asWritten } from './hide-post.ts';
import { tell } from './notices.ts';
import { record } from './record.ts';
import { forbidden, notFound } from './refusal.ts';
import { recordStatus } from './status.ts';

/** What somebody wants removed. */
export interface Retraction {
  /** As the request names it; absent where it names none, which is refused. */
  readonly nodeName: string | undefined;
  readonly ids: readonly string[];
  /** For what others wrote: told to its author, and written into the books. */
  readonly grounds: Grounds;
  /** Only comments on this topic are meant. */
  readonly topic?: string | undefined;
}

/**
 * Removes items for good, all or none; comments go with their topic, each with a change of its own.
 *
 * @throws Refusal where one of them is not there, or is not the actor's to remove
 */
export async function retract(
  ctx: ServiceContext,
  actor: Actor,
  retraction: Retraction,
): Promise<void> {
  await ctx.database.write((writer) => retractIn(ctx, writer, actor, retraction));
}

/** {@link retract} as a part of a larger transaction. */
export async function retractIn(
  ctx: ServiceContext,
  writer: Writer,
  actor: Actor,
  { nodeName, ids, grounds, topic }: Retraction,
): Promise<void> {
  const access = await lookUp(writer, actor, nodeName);
  const { node } = access;
  const items: Item[] = [];
  for (const id of new Set(ids)) {
    const item = await findItem(writer, node.id, id);
    // Who may not read must not learn which ids exist.
    const isMeant = item && (topic === undefined || item.parent === topic);
    if (!isMeant) throw allows(access, actor, 'read') ? notFound() : forbidden();
    items.push(item);
  }
  // Topics first: what goes with its topic may be named beside it, in whatever order.
  items.sort((a, b) => Number(a.parent !== null) - Number(b.parent !== null));
  const gone = new Set<string>();
  for (const item of items) {
    if (item.parent !== null && gone.has(item.parent)) continue;
    gone.add(item.id);
    const isOwn = item.author === actor.jid && access.role !== 'outcast';
    if (!isOwn && !allows(access, actor, 'retract-any')) throw forbidden();
    if (isOwn) await removeItem(ctx, writer, node, item);
    else await removeByOffice(ctx, writer, node, item, actor, access.role, grounds);
  }
}

/**
 * Removes somebody's item by office: it is written into the books and kept for those who decide appeals,
 * its author is told on which grounds, and who reported it that something was done.
 */
export async function removeByOffice(
  ctx: ServiceContext,
  writer: Writer,
  node: NodeRow,
  item: Item,
  actor: Actor,
  office: string,
  grounds: Grounds,
): Promise<void> {
  const { jid: channel, config } = node.channel;
  const { rule = '', reason } = grounds;
  const done = { act: 'remove' as const, office, subject: item.id, rule, reason };
  const about = await audit(ctx, writer, actor, { ...done, channel });
  for (const id of [item.id, ...(await replyIds(writer, node.id, item.id))]) {
    const kept = await findItem(writer, node.id, id);
    if (kept) await keepRemoved(writer, about, ctx.now(), await asWritten(writer, node, kept));
  }
  const written = await asWritten(writer, node, item);
  await removeItem(ctx, writer, node, item);
  const news = { act: 'removed' as const, channel, channelTitle: config.title, about };
  await tell(ctx, writer, item.author, { ...news, grounds, item: written });
  const matter = { channel, item: item.id, person: item.author };
  const open = await findOpenCase(writer, matter);
  const end = { state: 'acted' as const, answer: reason };
  const told = { ...news, person: item.author };
  if (open !== undefined) await answerReports(ctx, writer, open, told, end);
}

/** Removes an item and, of a topic, its comments. */
export async function removeItem(
  ctx: ServiceContext,
  writer: Writer,
  node: NodeRow,
  item: Item,
): Promise<void> {
  for (const reply of await replyIds(writer, node.id, item.id)) {
    await removeOne(ctx, writer, node, reply);
  }
  await removeOne(ctx, writer, node, item.id);
  if (item.parent !== null) await countReply(writer, node.id, item.parent, -1);
  await recordStatus(ctx, writer, node);
}

/** What waits to answer it waits no more: that is news to who would judge it, and to who wrote it. */
async function refuseAnswers(
  ctx: ServiceContext,
  writer: Writer,
  { id: nodeId, channel }: NodeRow,
  topic: string,
): Promise<void> {
  const authors = new Set(await refuseAnswersTo(writer, nodeId, topic));
  if (authors.size === 0) return;
  writer.onCommit(() => {
    ctx.tellOffice({ moderatorsOf: channel.id });
    for (const jid of authors) ctx.tellOffice({ jid });
  });
}

async function removeOne(
  ctx: ServiceContext,
  writer: Writer,
  node: NodeRow,
  id: string,
): Promise<void> {
  const media = await mediaOfItemAlone(writer, node.id, id);
  await buryItem(writer, node.id, id);
  await deleteWithheld(writer, node.id, id);
  await refuseAnswers(ctx, writer, node, id);
  if (media.length > 0) {
    const names = await forgetMedia(writer, media);
    writer.onCommit(() => ctx.filesUnused?.(names));
  }
  const change = { kind: 'retracted' as const, subject: id, at: ctx.now() };
  await record(ctx, writer, node, change, () => ({ kind: 'retracted', id }));
}
