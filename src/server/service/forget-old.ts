import { KEPT_DAYS } from '../../protocol/appeal.ts';
import { forgetMedia, unpostedPhotos } from '../storage/item-media.ts';
import { deleteOldNotices } from '../storage/notices.ts';
import { forgetOldRemoved } from '../storage/removed.ts';
import { forgetOldCases } from '../storage/reports.ts';
import type { ServiceContext } from './context.ts';
import { daysBefore } from './days.ts';

/** A photo whose post, or report, has not gone for so long is not waited for: a phone that still has it sends it again. */
const UNPOSTED_DAYS = 30;

/** So many of them go at once. */
const MOST_PHOTOS = 500;

/** Forgets what was kept of removed and reported posts, what people were told, and photos that were never posted, once its time is over. */
export async function forgetOld(ctx: ServiceContext): Promise<void> {
  const before = daysBefore(ctx.now(), KEPT_DAYS);
  await ctx.database.write(async (writer) => {
    await forgetOldRemoved(writer, before);
    await forgetOldCases(writer, before);
    await deleteOldNotices(writer, before);
    const unposted = daysBefore(ctx.now(), UNPOSTED_DAYS);
    const names = await forgetMedia(writer, await unpostedPhotos(writer, unposted, MOST_PHOTOS));
    if (names.length > 0) writer.onCommit(() => ctx.filesUnused?.(names));
  });
}
