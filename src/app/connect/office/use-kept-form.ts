import { useEffect, useRef, useState } from 'preact/hooks';
import type { Outcome } from '../../../screens/office/how-it-went.tsx';
import { keepDraft } from '../../actions/save-draft.ts';
import { readDraft } from '../../store/read/draft.ts';
import type { PageProps } from '../page-props.ts';

export interface KeptForm<Fields> {
  /** `null` until what it begins with is known. */
  readonly fields: Fields | null;
  readonly busy: boolean;
  readonly outcome: Outcome;
  change(changed: Partial<Fields>): void;
  /** Sends it; what was typed is kept until that is done. */
  submit(send: (fields: Fields) => Promise<Outcome>): Promise<void>;
}

/** A form of several fields that is kept while it is typed. What was typed goes before what is told. */
export function useKeptForm<Fields extends object>(
  { t, account }: Pick<PageProps, 't' | 'account'>,
  place: string,
  told: Fields | null,
): KeptForm<Fields> {
  // Not state: keys come faster than drawings on a slow phone, and each must see the one before.
  const typed = useRef<Partial<Fields> | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>(null);
  const [, redraw] = useState({});
  useEffect(() => {
    const begin = (fields: Partial<Fields>) => {
      typed.current ??= fields;
      redraw({});
    };
    readDraft(account.store, place)
      .then((draft) => begin(JSON.parse(draft?.text || '{}')))
      // What cannot be read, by the phone or by us, keeps nobody from filling it in.
      .catch(() => begin({}));
  }, []);
  const fields = told && typed.current ? { ...told, ...typed.current } : null;

  function keep(next: Partial<Fields>) {
    typed.current = next;
    redraw({});
    // What is as it was told again is nothing to keep.
    const isTyped = Object.entries(next).some(([name, value]) => value !== told?.[name as never]);
    const text = isTyped ? JSON.stringify(next) : '';
    return keepDraft(account, { place, title: '', text });
  }
  return {
    fields,
    busy,
    outcome,
    change(changed) {
      setOutcome(null);
      keep({ ...typed.current, ...changed }).then(
        (trouble) => trouble && setOutcome({ done: false, sentence: t.troubles[trouble] }),
      );
    },
    async submit(send) {
      if (!fields || busy) return;
      const sent = typed.current;
      setBusy(true);
      const went = await send(fields);
      setBusy(false);
      setOutcome(went);
      if (went?.done && typed.current === sent) await keep({});
    },
  };
}
