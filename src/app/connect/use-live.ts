import { useEffect, useState } from 'preact/hooks';
import type { Connectivity, Trouble } from '../actions/device.ts';

/** How long a phone may take to read from its store what was just put there, in milliseconds. */
const READING = 300;

export interface Live {
  readonly loading: boolean;
  /** Whether the service has said what there is. */
  readonly answered: boolean;
  readonly trouble: Trouble | null;
}

/** Opens what is on the screen whenever there is a (new) link, and closes it when it goes. */
export function useLive(
  connectivity: Connectivity,
  open: (report: (trouble: Trouble | null) => void) => () => void,
): Live {
  const { state, epoch } = connectivity;
  const [outcome, setOutcome] = useState<Trouble | null>();
  const online = state === 'online';
  useEffect(() => {
    if (!online) return;
    let timer: ReturnType<typeof setTimeout>;
    // A screen must not say for a moment that there is nothing, and then jump.
    const close = open((trouble) => {
      timer = setTimeout(setOutcome, trouble ? 0 : READING, trouble);
    });
    return () => {
      clearTimeout(timer);
      close();
    };
  }, [online, epoch]);
  return {
    answered: outcome === null,
    loading: outcome === undefined && (online || state === 'connecting'),
    // What the bar says already need not be said twice.
    trouble: online ? (outcome ?? null) : null,
  };
}
