import { type Acceptance, RULES_VERSION } from '../../protocol/rules.ts';
import type { Reader } from '../storage/database.ts';
import { type AcceptedRow, acceptedBy, insertAccepted } from '../storage/rules-accepted.ts';
import type { Actor, ServiceContext } from './context.ts';
import { badRequest, registrationRequired } from './refusal.ts';

/** Somebody accepts the rules as they are now: of any other version nobody can have read them here. */
export async function acceptRules(
  ctx: ServiceContext,
  actor: Actor,
  acceptance: Acceptance,
): Promise<void> {
  if (!actor.isLocal) throw registrationRequired();
  if (acceptance.version !== RULES_VERSION) throw badRequest();
  const row = { ...acceptance, at: ctx.now() };
  await ctx.database.write((writer) => insertAccepted(writer, actor.jid, row));
}

/** Whether somebody of this site has yet to accept the rules as they are now. */
export async function mustAcceptRules(reader: Reader, actor: Actor): Promise<boolean> {
  if (!actor.isLocal) return false;
  const accepted = await acceptedBy(reader, actor.jid);
  return accepted.every(({ version }) => version !== RULES_VERSION);
}

/** What the asker has accepted, and when. */
export function ownAcceptances(ctx: ServiceContext, actor: Actor): Promise<AcceptedRow[]> {
  return ctx.database.read((reader) => acceptedBy(reader, actor.jid));
}
