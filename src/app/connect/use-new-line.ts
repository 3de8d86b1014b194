import { useEffect, useRef, useState } from 'preact/hooks';
import type { Reader } from '../store/read/reader.ts';
import { readStop, type Stop } from '../store/read/unread.ts';

interface Comment {
  readonly id: string;
  readonly seq: number;
  readonly author: string;
}

export interface NewLine {
  /** Whether it is known where reading stopped: from then on it may move. */
  readonly known: boolean;
  readonly newFrom: string | null;
  readonly unread: number;
  /** Shows the first new comment, and fetches what is between where it is older than those shown. */
  readonly goTo: () => void;
}

/**
 * Where reading stopped when this screen was opened; it begins there. `showFrom` shows all comments
 * from a number on, as far as they can be had.
 */
export function useNewLine(
  store: Reader,
  channel: string,
  me: string | null,
  topic: Comment | null,
  comments: readonly Comment[],
  hasOlder: boolean,
  showFrom: (seq: number) => void,
): NewLine {
  const [stop, setStop] = useState<Stop | null>();
  /** Whether to go there as soon as it is drawn. */
  const goes = useRef(true);
  useEffect(() => {
    if (topic && stop === undefined) readStop(store, channel, topic.id).then(setStop);
  }, [topic]);
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
    known: stop !== undefined,
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
