import { cpus } from 'node:os';

/**
 * A command so that it runs on one core alone, where there are two. Both XMPP servers get the same
 * that way: one of them could use all, and take them from what loads it.
 */
export function onOneCore(command: readonly string[]): readonly string[] {
  return cpus().length > 1 ? ['taskset', '-c', '0', ...command] : command;
}
