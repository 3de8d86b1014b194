import type { DraftPost } from '../../protocol/channel.ts';
import { isClosed, roleOf } from '../../protocol/permissions.ts';
import type { Reader, Writer } from '../storage/database.ts';
import { findItem } from '../storage/items.ts';
import { findMembership, saveMembership } from '../storage/memberships.ts';
import type { NodeRow } from '../storage/nodes.ts';
import { deleteWithheld } from '../storage/withheld.ts';
import { audit } from './audit.ts';
import type { Actor, ServiceContext } from './context.ts';
import { judge } from './judge.ts';
import { record } from './record.ts';
import { forbidden } from './refusal.ts';
import { checkReferences, storeItem } from './store-item.ts';

/**
 * Publishes a post that waits, under its id, as if it were written now; its author is trusted from now
 * on. Throws where nobody may write there any more, or what it answers is gone.
 */
export async function approvePost(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  id: string,
): Promise<void> {
  await ctx.database.write(async (writer) => {
    const { node, role, post } = await judge(writer, actor, nodeName, id);
    if (isClosed(node.channel.config)) throw forbidden();
    const { author } = post;
    const draft = await withoutGoneTarget(writer, node, post.draft);
    const references = await checkReferences(writer, node, author, draft);
    await deleteWithheld(writer, node.id, id);
    await storeItem(ctx, writer, node, author, { ...draft, id }, references);
    await trust(ctx, writer, node, author);
    const done = { act: 'approve-post' as const, office: role, subject: id };
    await audit(ctx, writer, actor, { ...done, channel: node.channel.jid });
    writer.onCommit(() => {
      ctx.tellOffice({ moderatorsOf: node.channel.id, but: actor.fullJid });
      ctx.tellOffice({ jid: author });
    });
  });
}

/** What it speaks of was removed while it waited: that is not its author's doing. */
async function withoutGoneTarget(
  reader: Reader,
  node: NodeRow,
  draft: DraftPost,
): Promise<DraftPost> {
  const isGone = draft.target && !(await findItem(reader, node.id, draft.target));
  return isGone ? { ...draft, target: null } : draft;
}

/** Who follows without any trust is trusted; who has left meanwhile comes back as they like. */
async function trust(
  ctx: ServiceContext,
  writer: Writer,
  node: NodeRow,
  jid: string,
): Promise<void> {
  const current = await findMembership(writer, node.channel.id, jid);
  if (roleOf(current, true) !== 'member') return;
  const affiliation = 'publisher' as const;
  await saveMembership(writer, node.channel.id, jid, { ...current, affiliation });
  const change = { kind: 'affiliation' as const, subject: jid, at: ctx.now() };
  const told = { kind: 'affiliation' as const, jid, affiliation, followed: true };
  await record(ctx, writer, node, change, () => told);
}
