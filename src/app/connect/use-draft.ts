import { useEffect, useRef, useState } from 'preact/hooks';
import type { Account, Trouble } from '../actions/device.ts';
import { keepDraft } from '../actions/save-draft.ts';
import { joinWritings, type PhotoRow, readDraft, type Writing } from '../store/read/draft.ts';

const NOTHING: Writing = { title: '', text: '' };

export interface Draft extends Writing {
  readonly trouble: Trouble | null;
  /** `photo`: the content of one that was just chosen. */
  change(writing: Partial<Writing>, photo?: PhotoRow): void;
  /** Hands on what was written; what is refused comes back into the field. */
  submit(send: (writing: Writing) => Promise<Trouble | null>): void;
  /** Puts something in front of what is in the field: a post that was made a draft again. */
  bring(writing: Writing): void;
}

/** What is being written at a place: there again whenever one returns to it. */
export function useDraft(account: Account, place: string): Draft {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [, redraw] = useState({});
  // Not state: keys come faster than drawings on a slow phone, and each must see the one before.
  const writing = useRef<Writing | undefined>(undefined);
  /** Counts what was typed; 0 once all of it is stored. */
  const ahead = useRef(0);
  const isGone = useRef(false);
  function write(next: Writing) {
    writing.current = next;
    redraw({});
  }

  function change(changed: Partial<Writing>, photo?: PhotoRow) {
    // Made small after one went elsewhere, a photo goes with what stands at this place by then.
    if (isGone.current) keepDraft(account, { place, ...changed }, photo, true);
    else keep({ ...NOTHING, ...writing.current, ...changed }, photo).then(setTrouble);
  }

  function keep(next: Writing, photo?: PhotoRow) {
    write(next);
    return settle(keepDraft(account, { place, ...next }, photo));
  }

  /** From now on the field is ahead of the store, until that is done. */
  function settle(storing: Promise<Trouble | null>): Promise<Trouble | null> {
    ahead.current += 1;
    const mine = ahead.current;
    return storing.then((refused) => {
      if (refused === null && mine === ahead.current) ahead.current = 0;
      return refused;
    });
  }

  useEffect(() => {
    // Whoever types faster than the phone reads is right.
    const take = () =>
      ahead.current === 0 &&
      readDraft(account.store, place).then(
        (draft) => {
          if (ahead.current === 0 && (draft || writing.current)) write(draft ?? NOTHING);
        },
        () => setTrouble('not-saved'),
      );
    take();
    // The same field in two tabs is one field: each shows what was typed in the other, and goes on from it.
    const stop = account.store.onChange((changed) => {
      if (changed.includes('drafts')) take();
    });
    return () => {
      isGone.current = true;
      stop();
    };
    // Every place is a page of its own, and begins anew.
  }, []);

  const current = writing.current ?? NOTHING;
  return {
    ...current,
    trouble,
    change,
    submit(send) {
      const sent = writing.current ?? NOTHING;
      // Emptied at once, so that what is typed while the phone stores this is the next one.
      write(NOTHING);
      settle(send(sent)).then((refused) => {
        setTrouble(refused);
        if (refused !== null) keep(joinWritings(sent, writing.current));
      });
    },
    bring({ title, text, target, photo }) {
      // Else it is read from the store, where it stands in front already.
      if (ahead.current > 0) change(joinWritings({ title, text, target, photo }, writing.current));
    },
  };
}
