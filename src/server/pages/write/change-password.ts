import { localOf } from '../../../protocol/jid.ts';
import { PASSWORD } from '../../../protocol/limits.ts';
import { hrefOf } from '../../../screens/route.ts';
import { SignInRefused } from '../../stream/sasl2.ts';
import { drawOwnAccount } from '../draw/own-account.tsx';
import { troubleOf } from '../visitor.ts';
import type { Entrance } from './account.ts';
import { DONE, type Outcome, type Write } from './write.ts';

/** Gives the person another password, and this browser a session that goes on with it. */
export async function changePassword(write: Write, { people, tries }: Entrance): Promise<Outcome> {
  const { visitor, field, address } = write;
  const { t } = visitor;
  const username = localOf(visitor.me ?? '');
  const refused = (problem: string) => ({ show: drawOwnAccount(visitor, false, problem) });
  const fresh = field('fresh');
  if (!PASSWORD.test(fresh)) {
    return { show: drawOwnAccount(visitor, false, null, t.problems['bad-password']) };
  }
  if (tries && !tries.take(`${username} ${address}`)) {
    return refused(t.problems['too-many-tries']);
  }
  try {
    const enter = await people.changePassword(username, field('current'), fresh, address);
    return { goTo: `${hrefOf({ screen: 'account' })}?${DONE}`, enter };
  } catch (error) {
    const isWrong = error instanceof SignInRefused;
    return refused(isWrong ? t.rare.ofAccount.wrongPassword : t.troubles[troubleOf(error)]);
  }
}
