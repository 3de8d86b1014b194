import { useEffect, useRef, useState } from 'preact/hooks';
import type { Account, Trouble } from '../actions/device.ts';
import { keepDraft } from '../actions/save-draft.ts';
import { joinWritings, readDraft, type Writing } from '../store/read/draft.ts';

const NOTHING: Writing = { title: '', text: '' };

export interface Draft extends Writing {
  readonly trouble: Trouble | null;
  change(writing: Partial<Writing>): void;
  /** Hands on what was written; what is refused comes back into the field. */
  submit(send: (writing: Writing) => Promise<Trouble | null>): void;
  /** Puts something in front of what is in the field: a post that its author wants to write anew. */
  bring(writing: Writing): void;
}

/** What is being written at a place: there again whenever one returns to it. */
export function useDraft(account: Account, place: string): Draft {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [, redraw] = useState({});
  // Not state: keys come faster than drawings on a slow phone, and each must see the one before.
  const writing = useRef<Writing | undefined>(undefined);
  function write(next: Writing) {
    writing.current = next;
    redraw({});
  }

  function change(changed: Partial<Writing>) {
    const next = { ...NOTHING, ...writing.current, ...changed };
    write(next);
    keepDraft(account, { place, ...next }).then(setTrouble);
  }

  useEffect(() => {
    readDraft(account.store, place).then(
      (draft) => {
        // Whoever types faster than the phone reads is right.
        if (draft && writing.current === undefined) write(draft);
      },
      () => setTrouble('not-saved'),
    );
    // Every place is a page of its own, and begins anew.
  }, []);

  const current = writing.current ?? NOTHING;
  return {
    title: current.title,
    text: current.text,
    trouble,
    change,
    submit(send) {
      const sent = writing.current ?? NOTHING;
      // Emptied at once, so that what is typed while the phone stores this is the next one.
      write(NOTHING);
      send(sent).then((refused) => {
        setTrouble(refused);
        if (refused === null) return;
        const next = joinWritings(sent, writing.current);
        write(next);
        keepDraft(account, { place, ...next });
      });
    },
    bring: ({ title, text }) => change(joinWritings({ title, text }, writing.current)),
  };
}
