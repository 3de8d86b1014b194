import { useEffect, useState } from 'preact/hooks';
import { findPortal } from '../actions/find-portal.ts';

/** How long to wait before looking again, in milliseconds. */
const AGAIN = 30_000;

/** Whether the WiFi wants a log-in first; looked for only while there is no link to the site. */
export function usePortal(offline: boolean): boolean {
  const [found, setFound] = useState(false);
  useEffect(() => {
    if (!offline) return;
    let timer: ReturnType<typeof setTimeout>;
    let over = false;
    async function look() {
      const isPortal = await findPortal();
      if (over) return;
      setFound(isPortal);
      timer = setTimeout(look, AGAIN);
    }
    look();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [offline]);
  return offline && found;
}
