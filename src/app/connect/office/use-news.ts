import { useEffect } from 'preact/hooks';
import { isOfficeNews } from '../../../protocol/office.ts';
import type { Account } from '../../actions/device.ts';

/** However much is new, a list is fetched again no sooner than after so long, in milliseconds. */
const PAUSE = 2_000;

/** Fetches a list again when the service says that something waits. */
export function useNews({ context }: Account, isOnline: boolean, load: () => void): void {
  useEffect(() => {
    if (!isOnline) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = context.onMessage((message) => {
      if (!isOfficeNews(message) || timer !== undefined) return;
      timer = setTimeout(() => {
        timer = undefined;
        load();
      }, PAUSE);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [isOnline]);
}
