import { type Item, nodeOf } from '../../protocol/channel.ts';
import { domainOf } from '../../protocol/jid.ts';
import { type Grounds, RULES } from '../../protocol/office.ts';
import type { OwnReport } from '../../protocol/own-reports.ts';
import type { NewReport } from '../../protocol/report.ts';
import { findChannel } from '../storage/channels.ts';
import type { Writer } from '../storage/database.ts';
import { findItem } from '../storage/items.ts';
import type { NodeRow } from '../storage/nodes.ts';
import * as rows from '../storage/reports.ts';
import type { Actor, ServiceContext } from './context.ts';
import { authorize } from './gate.ts';
import { asWritten, hideWhereReported } from './hide-post.ts';
import { badRequest, notAllowed, notFound, registrationRequired } from './refusal.ts';
import { tellJudges } from './who-decides.ts';

/** How many own reports are listed at most. */
const MOST = 50;

/**
 * Takes a report of a post, or of a person. Each person reports each post once, and each person once
 * until it is answered: more is answered like the first time. Gives the report's number.
 */
export async function report(
  ctx: ServiceContext,
  actor: Actor,
  { token, rule, reason, ...reported }: NewReport,
): Promise<number> {
  if (!actor.isLocal) throw registrationRequired();
  if (rule === undefined) throw badRequest(undefined, 'Say which rule is broken.');
  return ctx.database.write(async (writer) => {
    const { channel, item = '', person = '' } = reported;
    const sent = await rows.findReport(writer, actor.jid, { token, channel, item, person });
    if (sent !== undefined) return sent;
    const post = item ? await postIn(writer, actor, channel, item) : undefined;
    const matter = post?.matter ?? (await personIn(ctx, writer, actor, channel, person));
    // Of a post it was not known before who wrote it.
    const before = await rows.findReport(writer, actor.jid, { token, ...matter });
    if (before !== undefined) return before;
    const at = ctx.now();
    const caseId =
      (await rows.findOpenCase(writer, matter)) ??
      (await rows.insertCase(writer, { ...matter, openedAt: at }));
    const said = { reporter: actor.jid, token, at, rule, words: reason };
    await tellJudges(ctx, writer, matter);
    const number = await rows.insertReport(writer, { caseId, ...said });
    if (post) await hideWhereReported(ctx, writer, post.node, post.item, caseId);
    return number;
  });
}

type Matter = Omit<rows.NewCase, 'openedAt'>;

async function postIn(
  writer: Writer,
  actor: Actor,
  channel: string,
  id: string,
): Promise<{ matter: Matter; node: NodeRow; item: Item }> {
  const { node } = await authorize(writer, actor, 'read', nodeOf(channel));
  const item = await findItem(writer, node.id, id);
  if (!item) throw notFound();
  if (item.author === actor.jid) throw notAllowed();
  const { author: person, title, text } = await asWritten(writer, node, item);
  return { matter: { channel, item: id, person, title, text }, node, item };
}

async function personIn(
  ctx: ServiceContext,
  writer: Writer,
  actor: Actor,
  channel: string,
  person: string,
): Promise<Matter> {
  if (channel) await authorize(writer, actor, 'read', nodeOf(channel));
  if (person === actor.jid) throw notAllowed();
  const isHere = domainOf(person) !== ctx.domain || (await findChannel(writer, person));
  if (!isHere) throw notFound();
  return { channel, item: '', person, title: '', text: '' };
}

/** The asker's reports, newest first, with their answers; `most` of them. */
export async function ownReports(
  ctx: ServiceContext,
  actor: Actor,
  most = MOST,
): Promise<readonly OwnReport[]> {
  const own = await ctx.database.read((reader) => rows.ownReports(reader, actor.jid, most));
  return own.map(({ id, at, channel, channelTitle, item, person, state, answer, rule, words }) => ({
    ...{ number: id, at, channel, channelTitle, state, answer },
    ...{ person: item ? '' : person, ...groundsOf(rule, words) },
  }));
}

/** What somebody said when they reported. */
export const groundsOf = (rule: string, words: string): Grounds => ({
  rule: RULES.find((known) => known === rule),
  reason: words,
});
