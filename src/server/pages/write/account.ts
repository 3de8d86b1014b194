import { PASSWORD, USERNAME } from '../../../protocol/limits.ts';
import { acceptRulesRequest, RULES_VERSION } from '../../../protocol/rules.ts';
import { RequestRefused } from '../../stream/client.ts';
import { SignInRefused } from '../../stream/sasl2.ts';
import type { Throttle } from '../../throttle.ts';
import { type AccountProblem, drawLogin, drawSignup, NEXT } from '../draw/account.tsx';
import type { Session } from '../session/open-sessions.ts';
import type { People } from '../session/people.ts';
import { isOurMistake } from '../visitor.ts';
import { goOn, hasTyped, keptFields } from './kept.ts';
import { type Outcome, stays, type Write } from './write.ts';

export interface Entrance {
  readonly people: People;
  /** Tries of one name from one address; `null` where the operator has lifted all limits. */
  readonly tries: Throttle | null;
}

/** Signs in, and goes on where the person was. */
export async function signIn(write: Write, entrance: Entrance): Promise<Outcome> {
  const username = nameIn(write);
  const attempt = () => entrance.people.signIn(username, write.field('password'), write.address);
  const entered = await enter(write, entrance, username, attempt);
  if (!('problem' in entered)) return goOn(write, entered);
  const { problem } = entered;
  const kept = keptFields(write);
  // Who goes to join another account leaves what was typed behind.
  const page = drawLogin(write.visitor, hasTyped(write), {
    ...{ username, problems: [problem] },
    stays: stays(write),
    next: write.field(NEXT),
  });
  return { show: { ...page, carried: kept } };
}

/** Makes an account and goes on as that person. */
export async function join(write: Write, entrance: Entrance): Promise<Outcome> {
  const username = nameIn(write);
  const password = write.field('password');
  const acceptsRules = write.field('rules') !== '';
  const problems: AccountProblem[] = [];
  if (!USERNAME.test(username)) problems.push('bad-username');
  if (!PASSWORD.test(password)) problems.push('bad-password');
  if (!acceptsRules) problems.push('rules-not-accepted');
  if (problems.length === 0) {
    const attempt = () => entrance.people.signIn(username, password, write.address, true);
    const entered = await enter(write, entrance, username, attempt);
    if (!('problem' in entered)) {
      const accepted = { version: RULES_VERSION, language: write.visitor.t.language };
      // Where this gets lost, they are asked at their next visit.
      await entered.ask('set', acceptRulesRequest(accepted)).catch(() => undefined);
      return goOn(write, entered);
    }
    problems.push(entered.problem);
  }
  const page = drawSignup(write.visitor, {
    username,
    acceptsRules,
    stays: stays(write),
    problems,
    next: write.field(NEXT),
  });
  return { show: { ...page, carried: keptFields(write) } };
}

function nameIn(write: Write): string {
  return write.field('username').trim().toLowerCase();
}

async function enter(
  { address, visitor }: Write,
  { tries }: Entrance,
  username: string,
  attempt: () => Promise<Session>,
): Promise<Session | { readonly problem: AccountProblem }> {
  // What no account can be called is not worth asking for.
  if (!USERNAME.test(username)) return { problem: 'wrong-password' };
  if (tries && !tries.take(`${username} ${address}`)) return { problem: 'too-many-tries' };
  try {
    return await attempt();
  } catch (error) {
    // The form comes back all the same: what somebody was writing goes through it.
    if (isOurMistake(error)) visitor.onMistake(error);
    return { problem: problemOf(error) };
  }
}

function problemOf(error: unknown): AccountProblem {
  if (error instanceof SignInRefused) return 'wrong-password';
  if (!(error instanceof RequestRefused)) return 'offline';
  // Names that merely look like a taken one are `not-acceptable`.
  const { condition, type } = error;
  if (condition === 'conflict' || condition === 'not-acceptable') return 'name-taken';
  // Everybody at one hotspot shares its address: it may be the crowd's doing.
  if (type === 'wait' || condition === 'policy-violation') return 'too-many-accounts';
  return 'joining-closed';
}
