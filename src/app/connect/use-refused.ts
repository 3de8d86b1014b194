import { useState } from 'preact/hooks';
import type { WayToMore } from '../../screens/parts/step-link.tsx';
import type { Trouble } from '../actions/device.ts';

type Refused = readonly [trouble: Trouble | null, at?: WayToMore | undefined];

/** Why what was last asked for on a screen was not done, and at which way to more that is said. */
export function useRefused() {
  const [[refused, problemAt], setRefused] = useState<Refused>([null]);
  const tell = (trouble: Trouble | null, at?: WayToMore) => setRefused([trouble, at]);
  return {
    refused,
    problemAt,
    tell,
    tellAt(at: WayToMore, asked: Promise<Trouble | null>): Promise<unknown> {
      // Else the same once more would be no news.
      tell(null);
      return asked.then((trouble) => trouble && tell(trouble, at));
    },
  };
}
