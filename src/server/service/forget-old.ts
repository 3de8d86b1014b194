import { KEPT_DAYS } from '../../protocol/appeal.ts';
import { deleteOldNotices } from '../storage/notices.ts';
import { forgetOldRemoved } from '../storage/removed.ts';
import { forgetOldCases } from '../storage/reports.ts';
import type { ServiceContext } from './context.ts';
import { daysBefore } from './days.ts';

/** Forgets what was kept of removed and reported posts, and what people were told, once its time is over. */
export async function forgetOld(ctx: ServiceContext): Promise<void> {
  const before = daysBefore(ctx.now(), KEPT_DAYS);
  await ctx.database.write(async (writer) => {
    await forgetOldRemoved(writer, before);
    await forgetOldCases(writer, before);
    await deleteOldNotices(writer, before);
  });
}
