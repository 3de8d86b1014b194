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
  /** Hands on what was written; what is refused comes back into the field. */
  submit(send: (writing: Writing) => Promise<Trouble | null>): void;
}

/** What is being written at a place: there again whenever one returns to it. */
export function useDraft(
  read: () => Promise<Writing | undefined>,
  keep: (writing: Writing) => Promise<Trouble | null>,
): Draft {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [, redraw] = useState({});
  // Not state: keys come faster than drawings on a slow phone, and each must see the one before.
  const writing = useRef<Writing | undefined>(undefined);
  function write(next: Writing) {
    writing.current = next;
    redraw({});
  }

  useEffect(() => {
    read().then((draft) => {
      // Whoever types faster than the phone reads is right.
      if (draft && writing.current === undefined) write(draft);
    });
    // Every place is a page of its own, and begins anew.
  }, []);

  const current = writing.current ?? NOTHING;
  return {
    title: current.title,
    text: current.text,
    trouble,
    change(changed) {
      const next = { ...NOTHING, ...writing.current, ...changed };
      write(next);
      keep(next).then(setTrouble);
    },
    submit(send) {
      const sent = writing.current ?? NOTHING;
      // Emptied at once, so that what is typed while the phone stores this is the next one.
      write(NOTHING);
      send(sent).then((refused) => {
        setTrouble(refused);
        if (refused !== null) write(joined(sent, writing.current ?? NOTHING));
      });
    },
  };
}

function joined(before: Writing, after: Writing): Writing {
  const join = (a: string, b: string, between: string) => (a && b ? `${a}${between}${b}` : a || b);
  return {
    title: join(before.title, after.title, ' '),
    text: join(before.text, after.text, '\n'),
  };
}
