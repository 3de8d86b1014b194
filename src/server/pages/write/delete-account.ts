import { fateOf } from '../../../protocol/account.ts';
import { localOf } from '../../../protocol/jid.ts';
import { hrefOf } from '../../../screens/route.ts';
import { RequestRefused } from '../../stream/client.ts';
import { SignInRefused } from '../../stream/sasl2.ts';
import { drawDeleteAccount } from '../draw/own-account.tsx';
import { troubleOf, type Visitor } from '../visitor.ts';
import type { Entrance } from './account.ts';
import { DONE, type Outcome, type Write } from './write.ts';

const GONE: Outcome = { goTo: `${hrefOf({ screen: 'delete-account' })}?${DONE}`, leave: true };

/** What is said to a form that comes again: there is nobody any more who could be asked to sign in. */
export async function deletedBefore(
  { field }: Write,
  { people }: Entrance,
): Promise<Outcome | null> {
  return (await people.hasLeft(field('token'))) ? GONE : null;
}

/** Gives up the account of who is signed in, whom the password shows to be that person. */
export async function deleteAccount(write: Write, entrance: Entrance): Promise<Outcome> {
  const { visitor } = write;
  const problem = await giveUp(write, localOf(visitor.me ?? ''), entrance);
  if (problem !== null) {
    const entered = { fate: fateOf(write.field('fate')), problem };
    return { show: drawDeleteAccount(visitor, false, entered) };
  }
  return GONE;
}

async function giveUp(
  { visitor, field, address }: Write,
  username: string,
  { people, tries }: Entrance,
): Promise<string | null> {
  const { t } = visitor;
  if (tries && !tries.take(`${username} ${address}`)) return t.problems['too-many-tries'];
  try {
    const form = field('token');
    await people.giveUp(form, username, field('password'), fateOf(field('fate')), address);
    return null;
  } catch (error) {
    return sentenceOf(t, error);
  }
}

function sentenceOf(t: Visitor['t'], error: unknown): string {
  if (error instanceof SignInRefused) return t.rare.ofAccount.wrongPassword;
  if (!(error instanceof RequestRefused)) return t.problems.offline;
  // The service takes it from anybody but the only owner of what others follow.
  const trouble = troubleOf(error);
  return trouble === 'refused' ? t.rare.ofAccount.soleOwner : t.troubles[trouble];
}
