import type { SignupProps } from './signup.tsx';
import type { Text } from './text/en.ts';

/** What can be wrong with joining. */
type Problem = keyof Text['problems'];

/** Puts each problem beside the field that it is about. */
export function besideFields(t: Text, problems: readonly Problem[]): SignupProps['problems'] {
  const found: { -readonly [K in keyof SignupProps['problems']]: string } = {};
  for (const problem of problems) found[fieldOf(problem)] = t.problems[problem];
  return found;
}

function fieldOf(problem: Problem): keyof SignupProps['problems'] {
  switch (problem) {
    case 'bad-username':
    case 'name-taken':
      return 'username';
    case 'short-password':
      return 'password';
    case 'rules-not-accepted':
      return 'rules';
    default:
      return 'other';
  }
}
