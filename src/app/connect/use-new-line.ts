import { useEffect } from 'preact/hooks';
import type { Stop } from '../store/read/unread.ts';
import { useLeft } from './visits.ts';

interface Comment {
  readonly id: string;
  readonly seq: number;
  readonly author: string;
}

export interface NewLine {
  readonly newFrom: string | null;
  readonly unread: number;
  /** Shows the first new comment, and fetches what is between where it is older than those shown. */
  readonly goTo: () => void;
}

/**
 * Begins the screen where reading stopped when it was opened (`stop`), not when one comes back to it. `showFrom`
 * shows all comments from a number on, as far as they can be had.
 */
export function useNewLine(
  stop: Stop | null | undefined,
  me: string | null,
  topic: Comment | null,
  comments: readonly Comment[],
  hasOlder: boolean,
  showFrom: (seq: number) => void,
): NewLine {
  /** Whether to go there as soon as it is drawn: who comes back is where they were. */
  const [goes] = useLeft('goes', { current: true });
  useEffect(
    () => () => {
      goes.current = false;
    },
    [],
  );
  // Who was never here begins with the topic itself.
  const from = stop && topic && stop.seq >= topic.seq ? stop.seq : null;
  const first = comments.find(({ seq, author }) => from !== null && seq > from && author !== me);
  const top = comments[0];
  // Older ones may be new, too.
  const isAbove = hasOlder && from !== null && top !== undefined && top.seq > from;
  const newFrom = isAbove ? null : (first?.id ?? null);
  useEffect(() => {
    if (newFrom !== null && goes.current) goToNew();
    // Where it is far above, the newest come first, and the person decides.
    if (newFrom !== null || isAbove) goes.current = false;
  }, [newFrom, isAbove]);
  return {
    newFrom,
    unread: first || isAbove ? (stop?.unread ?? 0) : 0,
    goTo() {
      if (!isAbove) return goToNew();
      goes.current = true;
      showFrom(from);
    },
  };
}

function goToNew(): void {
  const line = document.getElementById('new');
  line?.scrollIntoView();
  line?.focus();
}
