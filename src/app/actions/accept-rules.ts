import { RULES_VERSION } from '../../protocol/rules.ts';
import { saveMeta } from '../store/write/meta.ts';
import { loadChannels } from '../sync/load-channels.ts';
import { tellRules } from '../sync/tell-rules.ts';
import { troubleOf } from '../sync/trouble.ts';
import type { Account, Trouble } from './device.ts';

/** The person accepts the rules as this phone shows them: kept at once, told as soon as that can be. */
export async function acceptRules(account: Account, language: string): Promise<Trouble | null> {
  const { store, context } = account;
  try {
    await saveMeta(store, 'accepted', { version: RULES_VERSION, language });
    await tellRules(context);
    await loadChannels(context); // with them comes whether there is anything left to accept
    return null;
  } catch (error) {
    return troubleOf(error);
  }
}
