import { closeAppeal, findAppeal } from '../storage/appeals.ts';
import { newestActAbout } from '../storage/audit.ts';
import type { Writer } from '../storage/database.ts';
import type { ServiceContext } from './context.ts';
import { tellJudges } from './who-decides.ts';

/** A ban ends without an appeal against it: nobody has to decide that any more. */
export async function endAppeal(
  ctx: ServiceContext,
  writer: Writer,
  channel: string,
  person: string,
): Promise<void> {
  const act = await newestActAbout(writer, { channel, act: 'set-role', subject: person });
  const appeal = act === undefined ? undefined : await findAppeal(writer, act);
  if (appeal?.state !== 'open') return;
  await closeAppeal(writer, appeal.id, 'over');
  await tellJudges(ctx, writer, { channel, person, doer: appeal.against });
}
