import { useRef, useState } from 'preact/hooks';
import type { Account, Trouble } from '../actions/device.ts';
import { joinWritings, type PhotoRow, type Writing } from '../store/read/draft.ts';
import { useField } from './use-field.ts';
import { type Making, useMaking } from './use-making.ts';

export interface Draft extends Writing, Making {
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
  const { now, isAhead, keep, empty } = useField(account, place, () => setTrouble('not-saved'));
  const making = useMaking(account, place, now);
  /** How often it was sent: that what was typed before is kept says nothing of how sending went. */
  const turn = useRef(0);

  function change(changed: Partial<Writing>, photo?: PhotoRow) {
    const at = turn.current;
    keep(changed, photo).then((refused) => {
      if (refused !== null || turn.current === at) setTrouble(refused);
    });
  }
  return {
    ...now(),
    ...making,
    trouble,
    change,
    submit(send) {
      making.whenMade((sent) => {
        turn.current += 1;
        // Emptied at once, so that what is typed while the phone stores this is the next one.
        empty(send(sent)).then((refused) => {
          setTrouble(refused);
          if (refused !== null) keep(joinWritings(sent, now()));
        });
      });
    },
    bring(before) {
      // Else it is read from the store, where it stands in front already.
      if (isAhead()) change(joinWritings(before, now()));
    },
  };
}
