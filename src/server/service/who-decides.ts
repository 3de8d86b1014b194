import { findChannel } from '../storage/channels.ts';
import type { Reader, Writer } from '../storage/database.ts';
import type { Judge } from '../storage/judges.ts';
import { findMembership } from '../storage/memberships.ts';
import type { Actor, ServiceContext } from './context.ts';

/** The actor as one who decides reports and appeals. */
export function judgeOf(ctx: ServiceContext, { jid }: Actor): Judge {
  const isAdmin = ctx.admins.has(jid);
  return { jid, isAdmin, isAlone: isAdmin && ctx.admins.size === 1 };
}

/** By which office somebody decides a matter of a channel, for the books. */
export async function officeIn(reader: Reader, { jid }: Actor, channel: string): Promise<string> {
  const found = await findChannel(reader, channel);
  const role = found && (await findMembership(reader, found.id, jid)).affiliation;
  return role === 'owner' || role === 'moderator' ? role : 'admin';
}

/** Those who decide matters of a channel, or of the site, hear that one of them is not as it was. */
export async function tellJudges(
  ctx: ServiceContext,
  writer: Writer,
  channel: string,
): Promise<void> {
  const found = channel ? await findChannel(writer, channel) : undefined;
  writer.onCommit(() => {
    if (found) ctx.tellOffice({ moderatorsOf: found.id });
    else for (const jid of ctx.admins) ctx.tellOffice({ jid });
  });
}
