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
  /** Whether the first new comment may be older than those that are shown. */
  readonly isAbove: boolean;
}

/** Where reading stopped when this screen was opened; it begins there. */
export function useNewLine(
  store: Reader,
  channel: string,
  me: string | null,
  topic: (Comment & { readonly replies: number }) | null,
  comments: readonly Comment[],
): NewLine {
  const [stop, setStop] = useState<Stop | null>();
  const shown = useRef(false);
  useEffect(() => {
    if (topic && stop === undefined) readStop(store, channel, topic.id).then(setStop);
  }, [topic]);
  // Who was never here begins with the topic itself.
  const from = stop && topic && stop.seq >= topic.seq ? stop.seq : null;
  const first = comments.find(({ seq, author }) => from !== null && seq > from && author !== me);
  const newFrom = first?.id ?? null;
  useEffect(() => {
    if (newFrom === null || shown.current) return;
    shown.current = true;
    goToNew();
  }, [newFrom]);
  const top = comments[0];
  return {
    known: stop !== undefined,
    newFrom,
    unread: first ? (stop?.unread ?? 0) : 0,
    isAbove: from !== null && top !== undefined && top.seq > from,
  };
}

/** Puts the person at the first new comment. */
export function goToNew(): void {
  const line = document.getElementById('new');
  line?.scrollIntoView();
  line?.focus();
}
