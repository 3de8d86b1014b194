import { CASES_PAGE, type Case, type Cases, REPORTS_TOLD } from '../../protocol/case.ts';
import type { Grounds } from '../../protocol/office.ts';
import type { ReportState } from '../../protocol/own-reports.ts';
import { findItem } from '../storage/items.ts';
import { findNode } from '../storage/nodes.ts';
import * as rows from '../storage/reports.ts';
import { answerReports } from './answer-reports.ts';
import { audit } from './audit.ts';
import type { Actor, ServiceContext } from './context.ts';
import { showPost } from './hide-post.ts';
import { queuePage } from './paging.ts';
import { notFound } from './refusal.ts';
import { groundsOf } from './report.ts';
import { removeByOffice } from './retract.ts';
import { judgeOf, officeIn } from './who-decides.ts';

/** Open cases that the asker decides, oldest first: none, for everybody else. */
export async function openCases(ctx: ServiceContext, actor: Actor, after: number): Promise<Cases> {
  return ctx.database.read(async (reader) => {
    const judge = judgeOf(ctx, actor);
    const read = (max: number) => rows.openCasesOf(reader, judge, after, max);
    const page = await queuePage(CASES_PAGE, read, ({ id }) => `${id}`);
    const cases: Case[] = [];
    for (const { openedAt, ...one } of page.rows) {
      const reports = await rows.reportsOf(reader, one.id, REPORTS_TOLD);
      cases.push({
        ...one,
        at: openedAt,
        hidden: one.hidden === 1,
        reports: reports.map(({ reporter, rule, words }) => ({
          ...{ reporter, ...groundsOf(rule, words) },
        })),
      });
    }
    return { cases, count: await rows.countOpenCases(reader, judge), next: page.next };
  });
}

/**
 * Closes a case, and with it all its reports: `acted` removes the post that it is about, `kept` lets it
 * stand. Of a person nothing but the answer is given: what is done about them, is done by other verbs.
 */
export async function decideCase(
  ctx: ServiceContext,
  actor: Actor,
  id: number,
  state: Exclude<ReportState, 'open'>,
  grounds: Grounds,
): Promise<void> {
  await ctx.database.write(async (writer) => {
    const one = await rows.findCaseFor(writer, judgeOf(ctx, actor), id);
    // Who decides nothing here must not learn which cases there are.
    if (!one) throw notFound();
    const { channel, item: itemId } = one;
    const office = await officeIn(writer, actor, channel);
    const found = itemId ? await findNode(writer, channel, 'posts') : undefined;
    // Another channel may have that name by now, and another post that id.
    const node = found && found.channel.config.created <= one.openedAt ? found : undefined;
    const item = node && (await findItem(writer, node.id, itemId));
    if (node && item && state === 'acted') {
      return removeByOffice(ctx, writer, node, item, actor, office, grounds);
    }
    if (node && item) await showPost(ctx, writer, node, itemId);
    const { rule = '', reason } = grounds;
    const done = { act: 'answer-reports' as const, office, channel, detail: state, rule, reason };
    await audit(ctx, writer, actor, { ...done, subject: itemId || one.person });
    await answerReports(ctx, writer, id, one, { state, answer: reason });
  });
}
