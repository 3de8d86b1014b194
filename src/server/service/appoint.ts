import { toBare } from '../../protocol/jid.ts';
import type { PlaceModerator } from '../../protocol/place-moderators.ts';
import { findChannel } from '../storage/channels.ts';
import { appointFor, dismissFrom, listPlaceModerators } from '../storage/place-moderators.ts';
import { audit } from './audit.ts';
import type { Actor, ServiceContext } from './context.ts';
import { isAdmin } from './place-rights.ts';
import { badRequest, forbidden, notFound } from './refusal.ts';

/** Who may create channels for a place, for administrators. */
export async function placeModerators(
  ctx: ServiceContext,
  actor: Actor,
  place: string | undefined,
): Promise<readonly PlaceModerator[]> {
  const id = checked(ctx, actor, place);
  return ctx.database.read((reader) => listPlaceModerators(reader, id));
}

/**
 * Lets somebody with an account here create channels for a place and all that lies in it, or takes
 * that back. The channels that they made stay theirs.
 */
export async function appoint(
  ctx: ServiceContext,
  actor: Actor,
  place: string | undefined,
  jid: string | undefined,
  appointed: boolean,
): Promise<void> {
  const id = checked(ctx, actor, place);
  const person = toBare(jid ?? '');
  if (!person) throw badRequest();
  await ctx.database.write(async (writer) => {
    const channel = await findChannel(writer, person);
    if (appointed && channel?.config.type !== 'personal') throw notFound();
    const isNew = appointed
      ? await appointFor(writer, id, person, ctx.now())
      : await dismissFrom(writer, id, person);
    if (!isNew) return;
    writer.onCommit(() => ctx.tellOffice({ jid: person }));
    const act = appointed ? ('appoint' as const) : ('dismiss' as const);
    await audit(ctx, writer, actor, {
      ...{ act, channel: '', office: 'admin', subject: person, detail: id },
    });
  });
}

function checked(ctx: ServiceContext, actor: Actor, place: string | undefined): string {
  if (!isAdmin(ctx, actor)) throw forbidden();
  if (place === undefined || !ctx.places.find(place)) throw notFound();
  return place;
}
