import { firstLine } from '../../screens/first-line.ts';
import type { Found } from '../../screens/parts/sign-out.tsx';
import { hrefOf, type Route } from '../../screens/route.ts';
import type { Text } from '../../screens/text/en.ts';
import type { Typed } from '../store/read/unsent.ts';

/** The screens of fields, by what the places of their drafts begin with. */
const SCREENS: Readonly<Record<string, Route['screen']>> = {
  comment: 'topic',
  topic: 'new-topic',
  for: 'write-for',
  report: 'report-about',
};

/** Where something is that is not sent: in a field, else what waits; nothing of forms that few ever see. */
export function firstUnsent(t: Text, { drafts, outbox }: Typed): Found | undefined {
  for (const { place, title, text, onBehalf } of drafts) {
    const [form = '', channel, topic] = place.split(/[:/]/);
    const route = { screen: SCREENS[form], channel, topic, about: channel };
    // A report is not kept as it is read, and of a photo there are no words.
    const typed = (title || text || onBehalf || '').trim();
    const words = form === 'report' ? t.reportProblem : firstLine(typed) || t.photo;
    if (route.screen) return { words, href: hrefOf(route as Route) };
  }
  const isPost = outbox.some(({ complaint, report }) => !complaint && !report);
  return isPost ? { words: t.activity, href: hrefOf({ screen: 'activity' }) } : undefined;
}
