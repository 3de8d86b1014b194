import { useEffect, useRef, useState } from 'preact/hooks';
import type { Connectivity, Trouble } from '../actions/device.ts';
import type { Told } from '../actions/told-by-office.ts';
import { useLeft } from './visits.ts';

/** `more`: whether there is, where the service says so; else a page that is full has one after it. */
type Page<Row> = Told<Row> & { readonly more?: boolean };

export interface Pages<Row> {
  /** `null` before the first answer. */
  readonly rows: readonly Row[] | null;
  readonly trouble: Trouble | null;
  readonly hasMore: boolean;
  /** Asks anew, for as many as are shown. */
  load(): void;
  more(): void;
}

/**
 * A list that the service tells in pages of that `size`, or at once where it is infinite, asked for whenever there is a link; `ask` is given those
 * before, and is `null` where nothing is looked for. What could not be renewed stays as it was, with why; it is asked
 * for anew when `key` changes, too. Who comes back finds those that were there, without a network too.
 */
export function usePages<Row>(
  { state, epoch }: Connectivity,
  size: number,
  ask: ((known: readonly Row[]) => Promise<Page<Row>>) | null,
  key?: unknown,
): Pages<Row> {
  const [rows, setRows] = useLeft<readonly Row[] | null>('rows', null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [hasMore, setMore] = useLeft('hasMore', false);
  /** How many: what is being read further down stays, and more that was asked for comes all the same. */
  const wanted = useRef(rows ? rows.length : 0);
  /** The newest of those that ask at the same time is right. */
  const turn = useRef(0);
  const isLoading = useRef(false);
  const online = state === 'online';

  async function load(known: readonly Row[] = []): Promise<void> {
    if (!ask) return;
    turn.current += 1;
    const mine = turn.current;
    isLoading.current = true;
    // It said why the last one was not answered, as the link was lost perhaps, which is there again.
    setTrouble(null);
    const page = await ask(known);
    if (mine !== turn.current) return;
    isLoading.current = false;
    if ('trouble' in page) return setTrouble(page.trouble);
    const all = [...known, ...page.told];
    const isMore = page.more ?? page.told.length === size;
    if (isMore && all.length < wanted.current) return load(all);
    wanted.current = all.length;
    setRows(all);
    setMore(isMore);
  }
  useEffect(() => {
    if (online) load();
  }, [online, epoch, key]);
  return {
    rows,
    trouble: online ? trouble : null,
    hasMore: online && hasMore,
    load: () => load(),
    more() {
      wanted.current += 1;
      if (!isLoading.current) load(rows ?? []);
    },
  };
}
