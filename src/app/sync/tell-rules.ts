import { acceptRulesRequest } from '../../protocol/rules.ts';
import { readMeta } from '../store/read/meta.ts';
import { saveMeta } from '../store/write/meta.ts';
import type { SyncContext } from './context.ts';
import { isPassing, troubleOf } from './trouble.ts';

/** Tells the service which rules the person accepted, where that is still to be told; whether none is left. */
export async function tellRules(ctx: SyncContext): Promise<boolean> {
  const accepted = await readMeta(ctx.store, 'accepted');
  if (!accepted) return true;
  try {
    await ctx.ask('set', acceptRulesRequest(accepted));
    await saveMeta(ctx.store, 'rulesDue', undefined);
  } catch (error) {
    // They have changed since: the person will be asked for the newer ones.
    if (isPassing(troubleOf(error))) return false;
  }
  await saveMeta(ctx.store, 'accepted', undefined);
  return true;
}
