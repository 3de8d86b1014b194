import type { Text } from '../text/en.ts';

/** How something went, as a sentence; `null` before it. */
export type Outcome = { readonly done: boolean; readonly sentence: string } | null;

interface Props {
  readonly t: Text;
  readonly busy: boolean;
  readonly outcome: Outcome;
}

/** Above the button of a form, where it is in sight: that it is being saved, that it was, or why not. */
export function HowItWent({ t, busy, outcome }: Props) {
  if (busy) {
    return (
      <p class="hint field" role="status">
        {t.saving}
      </p>
    );
  }
  return (
    outcome && (
      <p class={outcome.done ? 'hint field' : 'problem'} role={outcome.done ? 'status' : 'alert'}>
        {outcome.sentence}
      </p>
    )
  );
}
