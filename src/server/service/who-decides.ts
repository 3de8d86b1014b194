import { roleOf } from '../../protocol/permissions.ts';
import { countUndecidedAppeals } from '../storage/appeals.ts';
import { findChannel } from '../storage/channels.ts';
import type { Reader, Writer } from '../storage/database.ts';
import { isModeratedBeside, type Judge } from '../storage/judges.ts';
import { findMembership } from '../storage/memberships.ts';
import { countUndecidedCases } from '../storage/reports.ts';
import type { Actor, ServiceContext } from './context.ts';

/** The actor as one who decides reports and appeals. */
export function judgeOf(ctx: ServiceContext, { jid }: Actor): Judge {
  const isAdmin = ctx.admins.has(jid);
  return { jid, isAdmin, isAlone: isAdmin && ctx.admins.size === 1 };
}

/** By which office somebody decides a matter of a channel, for the books. */
export async function officeIn(reader: Reader, { jid }: Actor, channel: string): Promise<string> {
  const found = await findChannel(reader, channel);
  const role = found && roleOf(await findMembership(reader, found.id, jid), true);
  return role === 'owner' || role === 'moderator' ? role : 'admin';
}

/** What has to be decided: of which channel (empty: of the site), about whom, and whose act it was. */
export interface Matter {
  readonly channel: string;
  readonly person: string;
  readonly doer?: string;
  /** When it came about, ISO 8601: a channel that was made after that under the same name does not decide it. */
  readonly since?: string | undefined;
}

/**
 * Those who decide a matter hear that it is not as it was: the channel's moderators, and where there is
 * none but whom it is about, who runs the site. Where nobody is left, the operator is told.
 */
export async function tellJudges(
  ctx: ServiceContext,
  writer: Writer,
  { channel, person, doer, since }: Matter,
): Promise<void> {
  const named = channel ? await findChannel(writer, channel) : undefined;
  const found = since !== undefined && named && named.config.created > since ? undefined : named;
  const parties = doer === undefined ? [person] : [person, doer];
  const isModerated = found && (await isModeratedBeside(writer, found.id, parties));
  writer.onCommit(() => {
    if (found) ctx.tellOffice({ moderatorsOf: found.id });
    if (isModerated) return;
    for (const jid of ctx.admins) ctx.tellOffice({ jid });
    ctx.nobodyLeft?.();
  });
}

/** How many reports and appeals wait that nobody may decide. */
export async function countUndecided({ database, admins }: ServiceContext): Promise<number> {
  return database.read(async (reader) => {
    const all = [...admins];
    return (await countUndecidedCases(reader, all)) + (await countUndecidedAppeals(reader, all));
  });
}
