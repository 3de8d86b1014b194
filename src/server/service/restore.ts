import { touchChannel } from '../storage/channels.ts';
import { expectRow, type Writer } from '../storage/database.ts';
import { countReply, findItem, insertItem } from '../storage/items.ts';
import { findNode } from '../storage/nodes.ts';
import { dropRemoved, removedBy } from '../storage/removed.ts';
import { findOpenCase, moveCase } from '../storage/reports.ts';
import type { ServiceContext } from './context.ts';
import { hide, isToHide } from './hide-post.ts';
import { record } from './record.ts';

/**
 * Publishes again what an act removed. An id that was removed stays removed, everywhere and for good: so
 * each gets a new one and a new number, and is an ordinary post to every phone. Its date stays as it
 * was. What has no place any more (its topic is gone) is left out. Photos went with the post. A comment that was
 * reported, and about which nobody has decided, is so still: hidden where it was, and its case is about the new id.
 */
export async function restore(ctx: ServiceContext, writer: Writer, act: number): Promise<void> {
  const ids = new Map<string, string>();
  for (const row of await removedBy(writer, act)) {
    const node = await findNode(writer, row.channel, row.node);
    const parent = row.parent && (ids.get(row.parent) ?? row.parent);
    const topic = node && parent ? await findItem(writer, node.id, parent) : undefined;
    if (!node || (parent && topic?.parent !== null)) continue;
    const id = ctx.newId();
    ids.set(row.id, id);
    const spokenOf = row.target && (ids.get(row.target) ?? row.target);
    const target = spokenOf && (await findItem(writer, node.id, spokenOf)) ? spokenOf : null;
    const { author, title, text, published, onBehalf } = row;
    const at = ctx.now();
    await record(ctx, writer, node, { kind: 'published', subject: id, at }, async (seq) => {
      const said = { author, title, text, published, onBehalf };
      const post = { nodeId: node.id, id, parent, seq, target, ...said };
      await insertItem(writer, { ...post, rating: null, geoloc: null });
      if (parent) await countReply(writer, node.id, parent, 1, seq);
      await touchChannel(writer, node.channel.id, seq, at);
      const item = expectRow(await findItem(writer, node.id, id));
      const matter = { channel: row.channel, item: row.id, person: author };
      const caseId = await findOpenCase(writer, matter);
      if (caseId === undefined) return { kind: 'published', item };
      await moveCase(writer, caseId, id);
      if (await isToHide(writer, node, item, caseId)) await hide(ctx, writer, node, item, seq);
      return { kind: 'published', item: expectRow(await findItem(writer, node.id, id)) };
    });
  }
  await dropRemoved(writer, act);
}
