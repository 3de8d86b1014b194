import type { Case } from '../../../protocol/case.ts';
import { localOf } from '../../../protocol/jid.ts';
import { RULES, type Rule } from '../../../protocol/office.ts';
import { channelTitle } from '../../name.ts';
import type { AskedVerb } from '../../parts/ask-first.tsx';
import { hrefOf } from '../../route.ts';
import type { Text } from '../../text/en.ts';
import type { OfficeText } from '../../text/office/office-en.ts';
import type { TodoLook } from './row.ts';

/** Posts and people that were reported. */
export const reportsLook: TodoLook<Case> = {
  heading: (o) => o.reportsWait,
  row: (one, t, o) => ({
    key: String(one.id),
    person: one.person,
    href: hrefOfCase(one),
    place: one.channel ? channelTitle(one.channel, one.channelTitle) : o.wholeSite,
    since: one.at,
    title: one.title,
    text: one.text,
    notes: [
      one.item === '' ? o.personReported(one.count) : o.postReported(one.count),
      ...(one.hidden ? [t.hiddenPost] : []),
      ...one.reports.map(({ reporter, rule, reason }) =>
        [reporter && localOf(reporter), rule && t.brokenRules[rule], reason]
          .filter(Boolean)
          .join(' · '),
      ),
    ],
    fields: { id: String(one.id) },
    verbs: [
      one.item === '' ? doneWith(o) : remove(one, t, o),
      { name: 'answer-kept', label: o.letStand, question: o.letStandAsk },
    ],
  }),
};

/** Where something can be done about the person. */
function hrefOfCase({ channel, person }: Case): string {
  return channel
    ? hrefOf({ screen: 'member', channel, member: person })
    : hrefOf({ screen: 'profile', person });
}

const doneWith = (o: OfficeText): AskedVerb => ({
  ...{ name: 'answer-acted', label: o.saidDone, question: o.saidDoneAsk },
});

/** The rule that most named comes first: it is one press away. */
function remove({ reports }: Case, t: Text, o: OfficeText): AskedVerb {
  const named = (rule: Rule) => reports.filter((report) => report.rule === rule).length;
  const rules = [...RULES].sort((a, b) => named(b) - named(a));
  const choices = Object.fromEntries(rules.map((rule) => [rule, t.brokenRules[rule]]));
  return { name: 'remove-reported', label: t.remove, question: o.removeAsk, choices };
}
