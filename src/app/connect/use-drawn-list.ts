import { useEffect } from 'preact/hooks';
import type { Account } from '../actions/device.ts';
import { keepDrawnList } from '../actions/drawn-list.ts';

/** After how long without a change the list is kept, in milliseconds: never while somebody waits. */
const QUIET = 1_500;

/** Keeps the list as it is on the screen, when it `isWhole` and nothing of `keys` changes any more. */
export function useDrawnList(account: Account, isWhole: boolean, keys: readonly unknown[]): void {
  useEffect(() => {
    if (!isWhole) return;
    const timer = setTimeout(() => keepDrawnList(account, drawing(account)).catch(ignore), QUIET);
    return () => clearTimeout(timer);
  }, [account, isWhole, ...keys]);
}

/** The start tag of the document, and the app's element marked with whose it is. */
function drawing({ store }: Account): string {
  const page = document.documentElement.cloneNode() as Element;
  const app = document.getElementById('app')?.cloneNode(true) as HTMLElement;
  app.dataset.drawn = store.name;
  // By a function: in a text, what people write could stand for something else (`$$`).
  return page.outerHTML.replace('</html>', () => app.outerHTML);
}

/** A full or forbidden storage: the next start is a little slower. */
const ignore = () => undefined;
