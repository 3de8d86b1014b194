import { useEffect, useRef, useState } from 'preact/hooks';
import type { Trouble } from '../actions/device.ts';

interface Writing {
  readonly title: string;
  readonly text: string;
}

const NOTHING: Writing = { title: '', text: '' };

export interface Draft extends Writing {
  readonly trouble: Trouble | null;
  change(writing: Partial<Writing>): void;
  /** Hands what was written on, and empties the field when it was taken. */
  submit(send: (writing: Writing) => Promise<Trouble | null>): void;
}

/** What is being written at a place: there again whenever one returns to it. */
export function useDraft(
  read: () => Promise<Writing | undefined>,
  keep: (writing: Writing) => Promise<Trouble | null>,
): Draft {
  const [writing, setWriting] = useState(NOTHING);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const touched = useRef(false);
  useEffect(() => {
    read().then((draft) => {
      // Whoever types faster than the phone reads is right.
      if (draft && !touched.current) setWriting(draft);
    });
    // Every place is a page of its own, and begins anew.
  }, []);
  return {
    ...writing,
    trouble,
    change(changed) {
      touched.current = true;
      const next = { title: writing.title, text: writing.text, ...changed };
      setWriting(next);
      keep(next).then(setTrouble);
    },
    submit(send) {
      touched.current = true;
      send(writing).then((refused) => {
        setTrouble(refused);
        if (refused === null) setWriting(NOTHING);
      });
    },
  };
}
