import { useLayoutEffect, useRef, useState } from 'preact/hooks';
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
  /** A photo is being made small. */
  making(photo: Promise<Trouble | null>): void;
  /** Does something with what was written, once no photo is being made for it; not where it cannot be made. */
  whenMade(act: (writing: Writing) => unknown): void;
  /** Puts something in front of what is in the field: a post that was made a draft again. */
  bring(writing: Writing): void;
}

/** What is being written at a place: there again whenever one returns to it. */
export function useDraft(account: Account, place: string): Draft {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [, redraw] = useState({});
  // Not state: keys come faster than drawings on a slow phone, and each must see the one before.
  const writing = useRef<Writing | undefined>(undefined);
  /** What was changed, or is being sent, and is not stored yet; `null` once all of it is. */
  const ahead = useRef<Partial<Writing> | null>(null);
  /** How often it was sent: that what was typed before is kept says nothing of how sending went. */
  const turn = useRef(0);
  /** How many changes of drafts were heard of that are not this field's own. */
  const foreign = useRef(0);
  /** The photo that is being made, and what is to be done once it is. */
  const photo = useRef<Promise<unknown> | null>(null);
  const next = useRef<Parameters<Draft['whenMade']>[0] | null>(null);
  /** Whether its screen is open. */
  const isHere = useRef(true);
  function write(next: Writing) {
    writing.current = next;
    redraw({});
  }

  function change(changed: Partial<Writing>, photo?: PhotoRow) {
    const at = turn.current;
    keep(changed, photo).then((refused) => {
      if (refused !== null || turn.current === at) setTrouble(refused);
    });
  }

  /**
   * Keeps what changed and nothing else: what comes to this place meanwhile stays, from another tab or as a
   * photo that was made small after one went elsewhere.
   */
  function keep(changed: Partial<Writing>, photo?: PhotoRow) {
    write({ ...NOTHING, ...writing.current, ...changed });
    const news = { ...ahead.current, ...changed };
    return settle(news, keepDraft(account, { place, ...news }, photo));
  }

  /** From now on the field is ahead of the store, until that is done. */
  function settle(
    news: Partial<Writing>,
    storing: Promise<Trouble | null>,
  ): Promise<Trouble | null> {
    ahead.current = news;
    return storing.then((refused) => {
      if (refused !== null) return refused;
      foreign.current -= 1;
      if (ahead.current === news) {
        ahead.current = null;
        if (foreign.current > 0) take();
      }
      return null;
    });
  }

  function take() {
    foreign.current = 0;
    readDraft(account.store, place).then(
      (draft) => {
        // Whoever types faster than the phone reads is right.
        if (ahead.current) foreign.current += 1;
        else if (draft || writing.current) write(draft ?? NOTHING);
      },
      () => setTrouble('not-saved'),
    );
  }

  function whenMade(act: Parameters<Draft['whenMade']>[0]) {
    if (photo.current) next.current = act;
    else act(writing.current ?? NOTHING);
  }

  /** Acts where what is kept is what was written here. */
  function ifKept(act: () => void) {
    const { title, text } = writing.current ?? NOTHING;
    // Where it cannot be read, it is there when somebody comes back.
    readDraft(account.store, place).then(
      (draft) => draft?.text === text && draft.title === title && act(),
      () => undefined,
    );
  }

  // Before the field can be seen: a key must not come before what stood there.
  useLayoutEffect(() => {
    take();
    // The same field in two tabs is one field: each shows what was typed in the other, and goes on from it.
    const stop = account.store.onChange((changed) => {
      if (!changed.includes('drafts')) return;
      foreign.current += 1;
      if (!ahead.current) take();
    });
    return () => {
      isHere.current = false;
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
      whenMade((sent) => {
        turn.current += 1;
        // Emptied at once, so that what is typed while the phone stores this is the next one.
        write(NOTHING);
        settle({}, send(sent)).then((refused) => {
          setTrouble(refused);
          if (refused !== null) keep(joinWritings(sent, writing.current));
        });
      });
    },
    making(made) {
      photo.current = made;
      made.then((refused) => {
        if (photo.current !== made) return;
        photo.current = null;
        const act = next.current;
        next.current = null;
        if (!act || refused !== null) return;
        if (isHere.current) whenMade(act);
        // Who came back since may have gone on in a field of its own, or sent it there.
        else ifKept(() => whenMade(act));
      });
    },
    whenMade,
    bring({ title, text, target, photo }) {
      // Else it is read from the store, where it stands in front already.
      if (ahead.current) change(joinWritings({ title, text, target, photo }, writing.current));
    },
  };
}
