import { isDeepStrictEqual } from 'node:util';
import { type ChannelConfig, parseNode } from '../../protocol/channel.ts';
import type { ConfigChange } from '../../protocol/config-form.ts';
import { can, isClosed, type Role, writersOf } from '../../protocol/permissions.ts';
import { updateConfig } from '../storage/channels.ts';
import { countFollowers, listOwners } from '../storage/memberships.ts';
import { audit } from './audit.ts';
import { configAfter, refuseFrozen } from './config-after.ts';
import type { Actor, ServiceContext } from './context.ts';
import { authorize, lookUp } from './gate.ts';
import { peopleCount } from './people-count.ts';
import { checkPlace, placeOf, withPlaceName } from './place-rights.ts';
import { record } from './record.ts';
import { withoutStatus } from './status.ts';

/** A node as it is shown to whoever asks. */
export interface NodeInfo {
  readonly config: ChannelConfig;
  readonly owners: readonly string[];
  readonly followers: number;
}

/**
 * A channel's settings as somebody of that role may know them. To people of elsewhere, `local` is a
 * channel that lets in whom its moderators choose. A status is told to those who may read it.
 */
export function configShownTo(actor: Actor, role: Role, config: ChannelConfig): ChannelConfig {
  const isClosedToThem = config.accessModel === 'local' && !actor.isLocal;
  const shown: ChannelConfig = isClosedToThem ? { ...config, accessModel: 'authorize' } : config;
  return can(role, 'read', config, actor.isLocal) ? shown : withoutStatus(shown);
}

/** Who publishes in a node of the channel, by XEP-0060's word. */
export function publishModelOf(
  config: ChannelConfig,
  nodeName: string | undefined,
): 'subscribers' | 'publishers' {
  const isPosts = parseNode(nodeName ?? '')?.name === 'posts';
  return isPosts && writersOf(config, 'comment') === 'everyone' ? 'subscribers' : 'publishers';
}

/** What a channel says of itself: anyone may know, but for what was said in it. */
export async function readConfiguration(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
): Promise<NodeInfo> {
  return ctx.database.read(async (reader) => {
    const { node, role } = await lookUp(reader, actor, nodeName);
    const { id, config } = node.channel;
    return {
      config: configShownTo(actor, role, config),
      owners: await listOwners(reader, id),
      followers: await peopleCount(ctx, reader, id, 'followers', () => countFollowers(reader, id)),
    };
  });
}

/**
 * Changes the settings that are given, where there are any; the rest stays. What is so already is no act, and
 * told to nobody.
 */
export async function configure(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  readChange: () => ConfigChange | null,
): Promise<void> {
  await ctx.database.write(async (writer) => {
    const { node, role } = await authorize(writer, actor, 'configure', nodeName);
    const at = ctx.now();
    const wanted = readChange();
    if (!wanted) return;
    refuseFrozen(wanted, node.channel.config);
    const before = node.channel.config;
    const config = withPlaceName(ctx, configAfter(before, wanted, at));
    await checkPlace(ctx, writer, actor, before, config);
    // Sent twice, or the whole form sent back as it was.
    if (isDeepStrictEqual({ ...config, updated: before.updated }, before)) return;
    await updateConfig(writer, node.channel.id, config);
    const change = { kind: 'configured' as const, subject: '', at };
    await record(ctx, writer, node, change, () => ({ kind: 'configured', config }));
    // One's own channel is nobody's office.
    if (config.type === 'personal') return;
    const done = { act: actOf(before, config), channel: node.channel.jid, office: role };
    const detail = placeOf(before) === placeOf(config) ? '' : placeOf(config);
    await audit(ctx, writer, actor, { ...done, detail });
  });
}

function actOf(before: ChannelConfig, after: ChannelConfig): 'close' | 'reopen' | 'configure' {
  if (isClosed(before) === isClosed(after)) return 'configure';
  return isClosed(after) ? 'close' : 'reopen';
}
