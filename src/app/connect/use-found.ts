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

  async function ask(page: number, before: readonly Item[]) {
    const found = await find?.(page);
    if (!found) return;
    if ('trouble' in found) return setTrouble(found.trouble);
    setTrouble(null);
    setPosts([...before, ...found.posts]);
    setPages(found.posts.length < FOUND_PAGE ? Number.POSITIVE_INFINITY : page);
  }
  useEffect(() => {
    if (online) ask(1, []);
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
