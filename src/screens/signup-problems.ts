import type { SignupProps } from './signup.tsx';

/** Puts each problem with joining beside the field that it is about. */
export function besideFields<Problem extends string>(
  t: { readonly problems: Readonly<Record<Problem, string>> },
  problems: readonly Problem[],
): SignupProps['problems'] {
  const found: { -readonly [K in keyof SignupProps['problems']]: string } = {};
  for (const problem of problems) found[fieldOf(problem)] = t.problems[problem];
  return found;
}

function fieldOf(problem: string): keyof SignupProps['problems'] {
  switch (problem) {
    case 'bad-username':
    case 'name-taken':
      return 'username';
    case 'bad-password':
      return 'password';
    case 'rules-not-accepted':
      return 'rules';
    default:
      return 'other';
  }
}
