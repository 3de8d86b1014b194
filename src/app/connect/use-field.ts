import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Account, Trouble } from '../actions/device.ts';
import { keepDraft } from '../actions/save-draft.ts';
import { type PhotoRow, readDraft, type Writing } from '../store/read/draft.ts';

const NOTHING: Writing = { title: '', text: '' };

export interface Field {
  /** What stands in it. */
  now(): Writing;
  /** Whether something of it is not stored yet, or being sent. */
  isAhead(): boolean;
  /**
   * Keeps what changed and nothing else: what comes to this place meanwhile stays, from another tab or as a
   * photo that was made small after one went elsewhere.
   */
  keep(changed: Partial<Writing>, photo?: PhotoRow): Promise<Trouble | null>;
  /** Empties it while what stood there is stored elsewhere. */
  empty(storing: Promise<Trouble | null>): Promise<Trouble | null>;
}

/** What stands in the field of a place: as it is kept, or ahead of that while it is typed. */
export function useField(account: Account, place: string, onUnread: () => void): Field {
  const [, redraw] = useState({});
  // Not state: keys come faster than drawings on a slow phone, and each must see the one before.
  const writing = useRef<Writing | undefined>(undefined);
  /** What was changed, or is being sent, and is not stored yet; `null` once all of it is. */
  const ahead = useRef<Partial<Writing> | null>(null);
  /** How many changes of drafts were heard of that are not this field's own. */
  const foreign = useRef(0);
  const now = () => writing.current ?? NOTHING;
  function write(next: Writing) {
    writing.current = next;
    redraw({});
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
    readDraft(account.store, place).then((draft) => {
      // Whoever types faster than the phone reads is right.
      if (ahead.current) foreign.current += 1;
      else if (draft || writing.current) write(draft ?? NOTHING);
    }, onUnread);
  }

  // Before the field can be seen: a key must not come before what stood there.
  useLayoutEffect(() => {
    take();
    // The same field in two tabs is one field: each shows what was typed in the other, and goes on from it.
    return account.store.onChange((changed) => {
      if (!changed.includes('drafts')) return;
      foreign.current += 1;
      if (!ahead.current) take();
    });
    // Every place is a page of its own, and begins anew.
  }, []);

  return {
    now,
    isAhead: () => ahead.current !== null,
    keep(changed, photo) {
      write({ ...now(), ...changed });
      const news = { ...ahead.current, ...changed };
      return settle(news, keepDraft(account, { place, ...news }, photo));
    },
    empty(storing) {
      write(NOTHING);
      return settle({}, storing);
    },
  };
}
