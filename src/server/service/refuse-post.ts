import type { Grounds } from '../../protocol/office.ts';
import { MOST_WAITING } from '../../protocol/withheld.ts';
import { forgetOldRefused, markRefused } from '../storage/withheld.ts';
import { audit } from './audit.ts';
import type { Actor, ServiceContext } from './context.ts';
import { judge } from './judge.ts';
import { tell } from './notices.ts';
import { badRequest } from './refusal.ts';

/**
 * Does not publish a post that waits. Its author is told why, and keeps the text: they may write it
 * anew. Throws where neither a rule nor a reason is given.
 */
export async function refusePost(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  id: string,
  grounds: Grounds,
): Promise<void> {
  await ctx.database.write(async (writer) => {
    const { node, role, post } = await judge(writer, actor, nodeName, id);
    if (grounds.rule === undefined && grounds.reason === '') {
      throw badRequest(undefined, 'Say which rule it breaks, or give a reason.');
    }
    const { author, draft } = post;
    await markRefused(writer, post.rowId, grounds);
    await forgetOldRefused(writer, node.id, author, MOST_WAITING.person);
    const done = { act: 'refuse-post' as const, office: role, subject: id };
    const { rule = '', reason } = grounds;
    const { jid: channel, config } = node.channel;
    const about = await audit(ctx, writer, actor, { ...done, channel, rule, reason });
    const news = { act: 'refused' as const, channel, channelTitle: config.title, about };
    await tell(ctx, writer, author, { ...news, grounds, item: draft });
    writer.onCommit(() => ctx.tellOffice({ moderatorsOf: node.channel.id, but: actor.fullJid }));
  });
}
