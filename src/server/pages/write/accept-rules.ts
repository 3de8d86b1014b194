import { acceptRulesRequest, RULES_VERSION } from '../../../protocol/rules.ts';
import { hrefOf } from '../../../screens/route.ts';
import type { Outcome, Write } from './write.ts';

/** The person accepts the rules as the page shows them. */
export async function acceptRules({ visitor }: Write): Promise<Outcome> {
  const { language } = visitor.t;
  await visitor.ask('set', acceptRulesRequest({ version: RULES_VERSION, language }));
  return { goTo: hrefOf({ screen: 'channels' }) };
}
