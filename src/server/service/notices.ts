import type { Item } from '../../protocol/channel.ts';
import { isGone } from '../../protocol/jid.ts';
import type { Notice } from '../../protocol/notice.ts';
import { type Grounds, RULES } from '../../protocol/office.ts';
import type { Writer } from '../storage/database.ts';
import { insertNotice, markNoticesSeen, type NoticeRow, noticesOf } from '../storage/notices.ts';
import type { Actor, ServiceContext } from './context.ts';

/** How many notices are listed at most. */
const MOST = 50;

/** Enough of a post for its author to know which it was, in code points. */
const EXCERPT = 120;

/** What somebody is told, besides when. */
export interface News extends Pick<NoticeRow, 'act' | 'channel' | 'channelTitle' | 'about'> {
  readonly grounds: Grounds;
  /** A post of theirs. */
  readonly item?: Pick<Item, 'title' | 'text'>;
  readonly outcome?: string;
}

/** Tells somebody of an act by office that concerns them, in the transaction that does it; not who has left. */
export async function tell(
  ctx: ServiceContext,
  writer: Writer,
  jid: string,
  { grounds, item, outcome = '', ...news }: News,
): Promise<void> {
  if (isGone(jid)) return;
  const { rule = '', reason } = grounds;
  const excerpt = item ? [...(item.title || item.text)].slice(0, EXCERPT).join('') : '';
  await insertNotice(writer, jid, { ...news, at: ctx.now(), excerpt, rule, reason, outcome });
  writer.onCommit(() => ctx.tellOffice({ jid }));
}

/** What the asker was told, the newest first, and first what they have yet to read; `most` of it. */
export async function ownNotices(
  ctx: ServiceContext,
  actor: Actor,
  most = MOST,
): Promise<readonly Notice[]> {
  const rows = await ctx.database.read((reader) => noticesOf(reader, actor.jid, most));
  return rows.map(({ rule, ...row }) => ({ ...row, rule: RULES.find((known) => known === rule) }));
}

/** The asker has read them, up to that one. */
export async function seeNotices(ctx: ServiceContext, actor: Actor, upTo: number): Promise<void> {
  await ctx.database.write((writer) => markNoticesSeen(writer, actor.jid, upTo));
}
