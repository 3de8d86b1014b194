import type { Item } from '../../protocol/channel.ts';
import {
  type Grounds,
  NOTICE_ACTS,
  type Notice,
  type NoticeAct,
  RULES,
} from '../../protocol/office.ts';
import type { NodeRow } from '../storage/channels.ts';
import type { Writer } from '../storage/database.ts';
import { deleteNotices, insertNotice, noticesOf } from '../storage/notices.ts';
import type { Actor, ServiceContext } from './context.ts';

/** So many are told at once. */
const MOST = 50;

/** Enough of a post for its author to know which it was, in UTF-16 units. */
const EXCERPT = 120;

/** Tells the author of a post what was done to it by office, and why. */
export async function tellAuthor(
  ctx: ServiceContext,
  writer: Writer,
  node: NodeRow,
  { author, title, text }: Pick<Item, 'author' | 'title' | 'text'>,
  { rule, reason }: Grounds,
  act: NoticeAct = 'removed',
): Promise<void> {
  const { jid: channel, config } = node.channel;
  const excerpt = [...(title || text)].slice(0, EXCERPT).join('');
  const told = {
    at: ctx.now(),
    channel,
    channelTitle: config.title,
    excerpt,
    act,
    rule: rule ?? '',
    reason,
  };
  await insertNotice(writer, author, told);
}

/** What the asker has yet to read, oldest first. */
export async function ownNotices(ctx: ServiceContext, actor: Actor): Promise<readonly Notice[]> {
  const rows = await ctx.database.read((reader) => noticesOf(reader, actor.jid, MOST));
  return rows.map(({ rule, act, ...row }) => ({
    ...row,
    act: NOTICE_ACTS.find((known) => known === act) ?? 'removed',
    rule: RULES.find((known) => known === rule),
  }));
}

/** The asker has read them, up to that one. */
export async function seeNotices(ctx: ServiceContext, actor: Actor, upTo: number): Promise<void> {
  await ctx.database.write((writer) => deleteNotices(writer, actor.jid, upTo));
}
