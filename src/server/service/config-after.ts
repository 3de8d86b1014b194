import type { ChannelConfig } from '../../protocol/channel.ts';
import type { ConfigChange } from '../../protocol/config-form.ts';
import { changedVars } from '../../protocol/config-vars.ts';
import { badRequest } from './refusal.ts';

/** A configuration after a change. Throws where the channel would be given too many settings. */
export function configAfter(
  config: ChannelConfig,
  change: ConfigChange,
  updated: string,
): ChannelConfig {
  const vars = changedVars(config.vars ?? {}, change.vars ?? {});
  if (!vars) throw badRequest(undefined, 'A channel cannot hold so many settings.');
  const { type, ephemeral } = config;
  return { ...config, ...change, type, ephemeral: ephemeral ?? false, vars, updated };
}

/**
 * Throws where a change gives another value to what is chosen once. Clients send the whole form
 * back, so the same value again is no change.
 */
export function refuseFrozen(change: ConfigChange, config: ChannelConfig): void {
  const isOther = change.type !== undefined && change.type !== config.type;
  const isOtherLife =
    change.ephemeral !== undefined && change.ephemeral !== (config.ephemeral ?? false);
  if (isOther || isOtherLife) {
    throw badRequest(undefined, 'The kind of a channel is chosen when it is made.');
  }
}
