import { troubleOf } from '../sync/trouble.ts';
import type { Trouble } from './device.ts';

/** Reports how a piece of work went, but to nobody who does not want it any more: the function given back ends that. */
export function reportOutcome(
  work: Promise<unknown>,
  report: (trouble: Trouble | null) => void,
): () => void {
  let isWanted = true;
  work
    .then(() => null, troubleOf)
    .then((trouble) => {
      if (isWanted) report(trouble);
    });
  return () => {
    isWanted = false;
  };
}
