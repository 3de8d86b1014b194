/** Words that only pages without script need: the app does not load them. English so far. */
import type { Text } from './en.ts';

const more = {
  signedOut: 'You are not signed in any more. Sign in again.',
  plainHttp:
    'This connection is not encrypted: here you can only read. To join or write, open this site with https.',
  notOurForm:
    'This did not come from a page of this site. Go back, load it again and send it again.',
  sendAgain: 'This page was old. What you wrote is still here: send it again.',
};

const problems = {
  'no-cookies': 'Your browser has to keep cookies of this site for that. Allow them and try again.',
  'too-many-tries': 'Too many tries. Wait a minute and try again.',
};

/** The words of a language, with those of pages. */
export function pagesText(t: Text) {
  return { ...t, ...more, problems: { ...t.problems, ...problems } };
}

export type PagesText = ReturnType<typeof pagesText>;
