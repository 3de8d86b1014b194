import { Rules } from '../../screens/rules.tsx';
import { acceptRules } from '../actions/accept-rules.ts';
import { readRulesToAccept } from '../store/read/meta.ts';
import type { PageProps } from './page-props.ts';
import { useStored } from './use-stored.ts';

export function RulesPage({ t, account, notice }: PageProps) {
  const toAccept = useStored(account.store, ['meta'], readRulesToAccept) ?? false;
  const accept = () => acceptRules(account, t.language);
  return <Rules t={t} notice={notice} toAccept={toAccept} onAccept={accept} />;
}
