import type { ChannelConfig } from '../../protocol/channel.ts';
import { PLACE, PLACE_NAME } from '../../protocol/config-vars.ts';
import type { Office } from '../../protocol/office.ts';
import type { Reader } from '../storage/database.ts';
import { placesOf } from '../storage/place-moderators.ts';
import type { Actor, ServiceContext } from './context.ts';
import { badRequest, forbidden } from './refusal.ts';

/** The role in which somebody creates channels: for the whole site, or for a place. */
export type CreatingOffice = 'admin' | 'place-moderator';

export const isAdmin = ({ admins }: ServiceContext, { jid }: Actor): boolean => admins.has(jid);

/**
 * As what somebody may create group channels for a place, without one for a subject; `null` where they
 * may not: administrators may anywhere, others under the places that they were appointed for.
 */
export async function officeAt(
  ctx: ServiceContext,
  reader: Reader,
  actor: Actor,
  place: string,
): Promise<CreatingOffice | null> {
  if (isAdmin(ctx, actor)) return 'admin';
  const own = await placesOf(reader, actor.jid);
  return ctx.places.chain(place).some(({ id }) => own.includes(id)) ? 'place-moderator' : null;
}

/** Whether somebody may create group channels, and for which place where not everywhere. */
export async function creating(
  ctx: ServiceContext,
  reader: Reader,
  actor: Actor,
): Promise<Pick<Office, 'mayCreate' | 'place'>> {
  if (isAdmin(ctx, actor)) return { mayCreate: true };
  const place = (await placesOf(reader, actor.jid)).find((id) => ctx.places.find(id));
  return { mayCreate: place !== undefined, place };
}

/**
 * Throws unless the actor may bring a channel from one place to the other: one that is there, and under
 * which they may create.
 */
export async function checkPlace(
  ctx: ServiceContext,
  reader: Reader,
  actor: Actor,
  before: ChannelConfig,
  after: ChannelConfig,
): Promise<void> {
  const place = placeOf(after);
  if (place === placeOf(before)) return;
  checkPlaceIsThere(ctx, after);
  if (!(await officeAt(ctx, reader, actor, place))) throw forbidden();
}

/** Throws where a channel says that it belongs to a place that is not there, or is a person's own. */
export function checkPlaceIsThere(ctx: ServiceContext, config: ChannelConfig): void {
  const place = placeOf(config);
  if (place === '' || (config.type !== 'personal' && ctx.places.find(place))) return;
  throw badRequest(undefined, `There is no place "${place}" for this channel.`);
}

export const placeOf = ({ vars }: Pick<ChannelConfig, 'vars'>): string => vars?.[PLACE] ?? '';

/** A configuration that says its place's name as it is now. A place that is gone keeps its name. */
export function withPlaceName(ctx: ServiceContext, config: ChannelConfig): ChannelConfig {
  const place = placeOf(config);
  const { [PLACE_NAME]: known, ...vars } = config.vars ?? {};
  const name = place === '' ? undefined : ctx.places.fullName(place) || known;
  return name === known
    ? config
    : { ...config, vars: name ? { ...vars, [PLACE_NAME]: name } : vars };
}
