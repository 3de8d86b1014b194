/** After a gap: asks for the changes of followed channels since the last one that is stored. */
import { archiveRequest, readArchiveFin, readArchiveResult } from '../../protocol/archive.ts';
import { NS } from '../../protocol/namespaces.ts';
import type { PageRequest } from '../../protocol/rsm.ts';
import { child, type Element } from '../../protocol/xml.ts';
import { readMeta } from '../store/read/meta.ts';
import { forgetPages } from '../store/write/pages.ts';
import { randomId } from '../xmpp/random-id.ts';
import type { SyncContext } from './context.ts';
import { saveChanges } from './save-changes.ts';

/** On the first start, the newest changes are a picture of the town; more would only cost. */
const FIRST_PAGE = 50;
const PAGE = 100;
/** Who was away for longer reads the newest, and finds the rest channel by channel. */
const MOST_PAGES = 5;

/** Brings the store up to the service's last change. */
export async function catchUp(ctx: SyncContext): Promise<void> {
  const cursor = await readMeta(ctx.store, 'cursor');
  if (cursor === undefined) {
    return takeNewest(ctx);
  }
  let after = cursor;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await fetchPage(ctx, { max: PAGE, after: String(after) });
    after = Math.max(after, page.last);
    await saveChanges(ctx, page.messages, after);
    if (page.complete) return;
  }
  await forgetPages(ctx.store);
  await takeNewest(ctx);
}

async function takeNewest(ctx: SyncContext): Promise<void> {
  const page = await fetchPage(ctx, { max: FIRST_PAGE, before: '' });
  await saveChanges(ctx, page.messages, page.last);
}

async function fetchPage(
  ctx: SyncContext,
  page: PageRequest,
): Promise<{ messages: readonly Element[]; last: number; complete: boolean }> {
  const queryId = randomId();
  const messages: Element[] = [];
  const stop = ctx.onMessage((message) => {
    const result = readArchiveResult(message, queryId);
    if (result) messages.push(result.message);
  });
  try {
    const answer = await ctx.ask('set', archiveRequest({ queryId, page }));
    const fin = child(answer, 'fin', NS.MAM);
    const info = fin && readArchiveFin(fin);
    return {
      messages,
      last: Number(info?.page?.last ?? 0),
      complete: info?.complete ?? true,
    };
  } finally {
    stop();
  }
}
