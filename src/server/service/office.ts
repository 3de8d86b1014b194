import type { Office } from '../../protocol/office.ts';
import { countOpenAppeals } from '../storage/appeals.ts';
import { countNotices } from '../storage/notices.ts';
import { countWaitingFor } from '../storage/people.ts';
import { countOpenCases } from '../storage/reports.ts';
import { countQueueOf, countWithheldOf } from '../storage/withheld.ts';
import type { Actor, ServiceContext } from './context.ts';
import { incidentsOf } from './incidents.ts';
import { creating } from './place-rights.ts';
import { mustAcceptRules } from './rules.ts';
import { judgeOf } from './who-decides.ts';

/** What concerns the asker that is not a matter of one channel. */
export async function officeOf(ctx: ServiceContext, actor: Actor): Promise<Office> {
  const { jid } = actor;
  return ctx.database.read(async (reader) => {
    const { waiting, ...incidents } = await incidentsOf(ctx, reader, actor);
    return {
      ...(await creating(ctx, reader, actor)),
      rulesDue: await mustAcceptRules(reader, actor),
      notices: await countNotices(reader, jid),
      withheld: await countWithheldOf(reader, jid),
      ...incidents,
      toDo:
        (await countQueueOf(reader, jid)) +
        (await countWaitingFor(reader, jid)) +
        (await countOpenCases(reader, judgeOf(ctx, actor))) +
        (await countOpenAppeals(reader, judgeOf(ctx, actor))) +
        waiting,
    };
  });
}
