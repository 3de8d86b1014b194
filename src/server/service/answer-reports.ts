import type { ReportState } from '../../protocol/own-reports.ts';
import type { Writer } from '../storage/database.ts';
import { closeCase, reportsOf } from '../storage/reports.ts';
import type { ServiceContext } from './context.ts';
import { tell } from './notices.ts';
import { tellJudges } from './who-decides.ts';

interface AboutCase {
  readonly channel: string;
  readonly channelTitle: string;
  /** Whom it is about. */
  readonly person: string;
  readonly openedAt?: string;
}

/** Closes a case with all its reports: each who reported is told how it ended, never of the others. */
export async function answerReports(
  ctx: ServiceContext,
  writer: Writer,
  caseId: number,
  { channel, channelTitle, person, openedAt: since }: AboutCase,
  { state, answer }: { readonly state: Exclude<ReportState, 'open'>; readonly answer: string },
): Promise<void> {
  await tellJudges(ctx, writer, { channel, person, since });
  await closeCase(writer, caseId, { state, at: ctx.now(), answer });
  for (const { id, reporter } of await reportsOf(writer, caseId, Number.MAX_SAFE_INTEGER)) {
    if (reporter === '') continue;
    const news = { act: 'report' as const, channel, channelTitle, about: id, outcome: state };
    await tell(ctx, writer, reporter, { ...news, grounds: { reason: answer } });
  }
}
