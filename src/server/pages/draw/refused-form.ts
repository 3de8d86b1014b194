import type { Outcome } from '../../../screens/office/how-it-went.tsx';

/** A form that was not taken, and why, as a sentence. */
export interface RefusedForm<Fields> {
  readonly fields: Fields;
  readonly problem: string | null;
}

/** How a form went that is drawn again: why it was not taken, else what is said where it was. */
export function outcomeOf(problem: string | null | undefined, done: string | null = null): Outcome {
  if (problem) return { done: false, sentence: problem };
  return done === null ? null : { done: true, sentence: done };
}
