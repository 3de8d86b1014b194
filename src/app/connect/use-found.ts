import { useEffect, useState } from 'preact/hooks';
import type { Item } from '../../protocol/channel.ts';
import type { Connectivity, Trouble } from '../actions/device.ts';
import { FOUND_PAGE, type Found } from '../actions/find-posts.ts';

export interface FoundPosts {
  /** `null` before the first answer. */
  readonly posts: readonly Item[] | null;
  readonly trouble: Trouble | null;
  readonly hasMore: boolean;
  more(): void;
  /** Asks for the first page anew. */
  again(): void;
}

/** Pages of posts, asked for when there is a link; `find` is `null` where nothing is looked for. */
export function useFound(
  { state, epoch }: Connectivity,
  find: ((page: number) => Promise<Found>) | null,
): FoundPosts {
  const [posts, setPosts] = useState<readonly Item[] | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [pages, setPages] = useState(0);
  const online = state === 'online';

  /** Asks for a page, and all those up to `last`, to be shown after what was found `before`. */
  async function ask(page: number, before: readonly Item[], last = page): Promise<void> {
    const found = await find?.(page);
    if (!found) return;
    if ('trouble' in found) return setTrouble(found.trouble);
    const all = [...before, ...found.posts];
    const isEnd = found.posts.length < FOUND_PAGE;
    if (page < last && !isEnd) return ask(page + 1, all, last);
    setTrouble(null);
    setPosts(all);
    setPages(isEnd ? Number.POSITIVE_INFINITY : page);
  }
  useEffect(() => {
    // As many as are shown: what is being read further down stays.
    if (online) ask(1, [], Math.ceil((posts?.length ?? 0) / FOUND_PAGE));
  }, [online, epoch]);
  return {
    posts,
    trouble: online ? trouble : null,
    hasMore: online && pages > 0 && Number.isFinite(pages),
    more: () => ask(pages + 1, posts ?? []),
    again() {
      setTrouble(null);
      ask(1, []);
    },
  };
}
