import { useEffect, useRef, useState } from 'preact/hooks';
import { focusFirst } from './focus.ts';

/**
 * What is asked on a screen before it is done, with what asks it: the focus goes to the answer where one
 * goes on, and back to where one was when it is not done.
 */
export function useAsked(): readonly [string | null, (asked: string | null) => void] {
  const [asked, setAsked] = useState<string | null>(null);
  /** Address of the question: its link is there again when it is not done. */
  const link = useRef<string | null>(null);
  useEffect(() => {
    if (asked !== null) return focusFirst('#asked [autofocus]');
    if (link.current !== null) focusFirst(`a[href="${link.current}"]`);
    link.current = null;
  }, [asked]);
  function ask(next: string | null) {
    if (next !== null) link.current = document.activeElement?.getAttribute('href') ?? null;
    setAsked(next);
  }
  return [asked, ask];
}
