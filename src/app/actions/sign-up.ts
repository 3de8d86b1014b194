import { PASSWORD, USERNAME } from '../../protocol/limits.ts';
import { RULES_VERSION } from '../../protocol/rules.ts';
import type { Device } from './device.ts';
import { type Entry, enter, type SignInProblem } from './sign-in.ts';

export interface NewAccount extends Entry {
  readonly acceptsRules: boolean;
  /** In which the rules were read. */
  readonly language: string;
}

export type SignUpProblem = SignInProblem | 'bad-username' | 'bad-password' | 'rules-not-accepted';

/** Makes an account and goes on as that person; gives the problems, none where it worked. */
export async function signUp(
  device: Device,
  { username, password, stay, acceptsRules, language }: NewAccount,
): Promise<readonly SignUpProblem[]> {
  const name = username.trim().toLowerCase();
  const problems: SignUpProblem[] = [];
  if (!USERNAME.test(name)) problems.push('bad-username');
  if (!PASSWORD.test(password)) problems.push('bad-password');
  if (!acceptsRules) problems.push('rules-not-accepted');
  if (problems.length > 0) return problems;
  const accepted = { version: RULES_VERSION, language };
  const problem = await enter(device, { username: name, password, stay }, true, accepted);
  return problem ? [problem] : [];
}
