import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Account, Trouble } from '../actions/device.ts';
import { readDraft, type Writing } from '../store/read/draft.ts';

export interface Making {
  /** A photo is being made small. */
  making(photo: Promise<Trouble | null>): void;
  /** Does something with what was written, once no photo is being made for it; not where it cannot be made. */
  whenMade(act: (writing: Writing) => unknown): void;
}

/** Has what is written at a place (`now`) wait for the photo that is being made for it. */
export function useMaking(account: Account, place: string, now: () => Writing): Making {
  /** The photo that is being made, and what is to be done once it is. */
  const photo = useRef<Promise<unknown> | null>(null);
  const next = useRef<Parameters<Making['whenMade']>[0] | null>(null);
  /** Whether its screen is open. */
  const isHere = useRef(true);
  useLayoutEffect(
    () => () => {
      isHere.current = false;
    },
    [],
  );

  /** Acts where what is kept is what was written here. */
  function ifKept(act: () => void) {
    const { title, text } = now();
    // Where it cannot be read, it is there when somebody comes back.
    readDraft(account.store, place).then(
      (draft) => draft?.text === text && draft.title === title && act(),
      () => undefined,
    );
  }

  function whenMade(act: Parameters<Making['whenMade']>[0]) {
    if (photo.current) next.current = act;
    else act(now());
  }
  return {
    whenMade,
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
  };
}
