/**
 * After a gap: asks for the changes of followed channels since the last one that is stored, newest
 * first. What was fetched counts at once; a broken link goes on where it was.
 */
import {
  type ArchiveQuery,
  archiveRequest,
  readArchiveFin,
  readArchiveResult,
} from '../../protocol/archive.ts';
import { NS } from '../../protocol/namespaces.ts';
import type { PageRequest } from '../../protocol/rsm.ts';
import { child, type Element } from '../../protocol/xml.ts';
import { readMeta } from '../store/read/meta.ts';
import { giveUpGap } from '../store/write/pages.ts';
import { randomId } from '../xmpp/random-id.ts';
import type { SyncContext } from './context.ts';
import { saveChanges, saveGonePage } from './save-changes.ts';

/** On the first start, the newest changes are a picture of the town; more would only cost. */
const FIRST_PAGE = 50;
const PAGE = 100;
/** Who was away for longer reads the newest, and finds the rest where they open it. */
const MOST_PAGES = 5;

/** Brings the store up to the service's last change. */
export async function catchUp(ctx: SyncContext): Promise<void> {
  const cursor = await readMeta(ctx.store, 'cursor');
  if (cursor === undefined) {
    const { messages, last } = await fetchPage(ctx, { max: FIRST_PAGE, before: '' });
    return saveChanges(ctx, messages, { cursor: last });
  }
  await takeNewest(ctx, cursor);
  for (let pages = 1; pages < MOST_PAGES; pages += 1) {
    const gap = await readMeta(ctx.store, 'gap');
    if (!gap) return;
    const page = await fetchPage(ctx, {
      ...{ max: PAGE, after: String(gap.after), before: String(gap.before) },
    });
    const left = page.complete ? null : { ...gap, before: page.first };
    await saveChanges(ctx, page.messages, { cursor, gap: left, within: gap });
  }
  await giveUp(ctx);
}

/** What is left of the gap is not fetched, but for what may not be shown any more. */
async function giveUp(ctx: SyncContext): Promise<void> {
  const gap = await readMeta(ctx.store, 'gap');
  if (!gap) return;
  const page = { max: PAGE, after: String(gap.after), before: String(gap.before) };
  const { messages, complete } = await fetchPage(ctx, page, { gone: true });
  await saveGonePage(ctx, messages);
  await giveUpGap(ctx.store, complete, gap);
  if (!complete) ctx.askAnew();
}

async function takeNewest(ctx: SyncContext, cursor: number): Promise<void> {
  const page = await fetchPage(ctx, { max: PAGE, after: String(cursor), before: '' });
  const gap = page.complete ? undefined : { after: cursor, before: page.first };
  await saveChanges(ctx, page.messages, { cursor: page.last, gap });
}

interface Page {
  readonly messages: readonly Element[];
  readonly first: number;
  readonly last: number;
  readonly complete: boolean;
}

/** Asks for a page of changes, of followed channels where no node is named. */
export async function fetchPage(
  ctx: SyncContext,
  page: PageRequest,
  of: Pick<ArchiveQuery, 'node' | 'gone'> = {},
): Promise<Page> {
  const queryId = randomId();
  const messages: Element[] = [];
  const stop = ctx.onMessage((message) => {
    const result = readArchiveResult(message, queryId);
    if (result) messages.push(result.message);
  });
  try {
    const answer = await ctx.ask('set', archiveRequest({ queryId, page, ...of }));
    const fin = child(answer, 'fin', NS.MAM);
    const info = fin && readArchiveFin(fin);
    const first = Number(info?.page?.first ?? 0);
    const last = Number(info?.page?.last ?? 0);
    // An empty page is the end; one of what is gone may be empty since nobody looked so far back.
    const complete = (info?.complete ?? !of.gone) || (first === 0 && !of.gone);
    return { messages, first, last, complete };
  } finally {
    stop();
  }
}
