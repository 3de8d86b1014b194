/** Lists that the store has already are not sent again. */
import { askedByWhoKnows, hashOf } from '../../protocol/known.ts';
import type { Element } from '../../protocol/xml.ts';
import { readMeta } from '../store/read/meta.ts';
import type { Known } from '../store/schema.ts';
import type { SyncContext } from './context.ts';

/** Changes with every build: another one may read more out of the same answer. */
const READER = import.meta.url;

export interface ListAnswer {
  readonly answer: Element;
  /** Whether it is empty because the store has all of it. */
  readonly isKnown: boolean;
  /** Under which the service will know it next time; `undefined` where it does not do that. */
  readonly hash: string | undefined;
}

/** Asks for a list, or whether it is still the one that was saved last; `anew`: for all of it. */
export async function askList(
  ctx: SyncContext,
  list: keyof Known['hashes'],
  question: Element,
  anew = false,
): Promise<ListAnswer> {
  const saved = anew ? '' : (hashesIn(await readMeta(ctx.store, 'known'))[list] ?? '');
  const answer = await ctx.ask('get', askedByWhoKnows(question, saved));
  const hash = hashOf(answer);
  return { answer, hash, isKnown: saved !== '' && hash === saved };
}

/** Notes that all of those lists was saved, so that it need not come again. */
export function noteSaved({ store }: SyncContext, news: Known['hashes']): Promise<void> {
  return store.write(['meta'], async (tx) => {
    const meta = tx.objectStore('meta');
    const before = hashesIn((await meta.get('known')) as Known | undefined);
    await meta.put({ reader: READER, hashes: { ...before, ...news } }, 'known');
  });
}

function hashesIn(known: Known | undefined): Known['hashes'] {
  return known?.reader === READER ? known.hashes : {};
}
