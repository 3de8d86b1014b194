import {
  APPEALS_PAGE,
  type Appeal,
  type AppealOutcome,
  type Appeals,
} from '../../protocol/appeal.ts';
import { codePoints, MAX_REASON } from '../../protocol/limits.ts';
import {
  type AppealRow,
  closeAppeal,
  countOpenAppeals,
  findAppeal,
  findAppealFor,
  insertAppeal,
  openAppealsOf,
} from '../storage/appeals.ts';
import { type AuditRow, findAct, newestActAbout } from '../storage/audit.ts';
import { findChannel } from '../storage/channels.ts';
import type { Reader, Writer } from '../storage/database.ts';
import { findMembership } from '../storage/memberships.ts';
import { mainNode } from '../storage/nodes.ts';
import { findNotice } from '../storage/notices.ts';
import { removedBy } from '../storage/removed.ts';
import { audit } from './audit.ts';
import type { Actor, ServiceContext } from './context.ts';
import { liftBan } from './end-bans.ts';
import { tell } from './notices.ts';
import { queuePage } from './paging.ts';
import { badRequest, conflict, notFound, tooLong } from './refusal.ts';
import { groundsOf } from './report.ts';
import { restore } from './restore.ts';
import { judgeOf, officeIn, tellJudges } from './who-decides.ts';

/** Appeals against an act that the actor was told of: once, though the same may be sent again. */
export async function appeal(
  ctx: ServiceContext,
  actor: Actor,
  actId: number,
  words: string,
): Promise<void> {
  if (words === '') throw badRequest('content-element-required');
  if (codePoints(words) > MAX_REASON) {
    throw tooLong(`An appeal may have at most ${MAX_REASON} characters.`);
  }
  await ctx.database.write(async (writer) => {
    const told = await findNotice(writer, actor.jid, actId);
    const act = told && (await findAct(writer, actId));
    if (!act) throw notFound();
    const before = await findAppeal(writer, actId);
    if (before?.words === words) return;
    if (before) throw conflict();
    const { channel, actor: against, at: since } = act;
    if (told.act === 'banned' && !(await holds(writer, act))) throw notFound();
    const said = { act: actId, jid: actor.jid, channel, against, at: ctx.now(), words };
    await insertAppeal(writer, said);
    await tellJudges(ctx, writer, { channel, person: actor.jid, doer: against, since });
  });
}

/** Whether it is by that act that somebody is banned: about a ban that is over there is nothing to decide. */
async function holds(reader: Reader, { id, channel, subject: jid }: AuditRow): Promise<boolean> {
  const there = await findChannel(reader, channel);
  const membership = there && (await findMembership(reader, there.id, jid));
  const newest = await newestActAbout(reader, { channel, act: 'set-role', subject: jid });
  return membership?.affiliation === 'outcast' && newest === id;
}

/** Open appeals that the asker decides, oldest first: none, for everybody else. */
export async function openAppeals(
  ctx: ServiceContext,
  actor: Actor,
  after: number,
): Promise<Appeals> {
  return ctx.database.read(async (reader) => {
    const judge = judgeOf(ctx, actor);
    const read = (max: number) => openAppealsOf(reader, judge, after, max);
    const page = await queuePage(APPEALS_PAGE, read, ({ id }) => `${id}`);
    const appeals: Appeal[] = [];
    for (const { id, at, channel, channelTitle, jid, words, actName, ...row } of page.rows) {
      const [first] = await removedBy(reader, row.act);
      appeals.push({
        ...{ id, at, channel, channelTitle, person: jid, words, act: actName },
        grounds: groundsOf(row.rule, row.reason),
        ...{ title: first?.title ?? '', text: first?.text ?? '' },
      });
    }
    return { appeals, count: await countOpenAppeals(reader, judge), next: page.next };
  });
}

/** Takes the act back that is appealed against, or lets it stand; who appealed is told. */
export async function decideAppeal(
  ctx: ServiceContext,
  actor: Actor,
  id: number,
  state: AppealOutcome,
  answer: string,
): Promise<void> {
  await ctx.database.write(async (writer) => {
    const one = await findAppealFor(writer, judgeOf(ctx, actor), id);
    if (!one) throw notFound();
    const { channel, channelTitle, jid, act: about } = one;
    await closeAppeal(writer, id, state);
    await tellJudges(ctx, writer, { channel, person: jid, doer: one.against, since: one.since });
    if (state === 'granted') await takeBack(ctx, writer, one);
    const act = state === 'granted' ? ('grant-appeal' as const) : ('refuse-appeal' as const);
    const office = await officeIn(writer, actor, channel);
    const done = { act, office, channel, subject: jid, detail: one.actName, reason: answer };
    await audit(ctx, writer, actor, done);
    const news = { act: 'appeal' as const, channel, channelTitle, about, outcome: state };
    await tell(ctx, writer, jid, { ...news, grounds: { reason: answer } });
  });
}

async function takeBack(
  ctx: ServiceContext,
  writer: Writer,
  { act, actName, channel, jid }: AppealRow,
): Promise<void> {
  const there = await findChannel(writer, channel);
  const done = await findAct(writer, act);
  // Another channel may have that name by now: not every end of one is an act.
  if (!there || !done || there.config.created > done.at) return;
  if (actName === 'remove') return restore(ctx, writer, act);
  const node = await mainNode(writer, channel);
  if (!node) return;
  // A ban after it is another act, of which the person was told as well.
  if (await holds(writer, done)) await liftBan(ctx, writer, node, jid);
}
