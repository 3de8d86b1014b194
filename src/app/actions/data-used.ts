import { addDataUsed } from '../store/data-used.ts';
import type { Site } from '../sync/site.ts';

/** Writes down what was used since it was called last; gives what was used today, in bytes. */
export type TellDataUsed = () => Promise<number>;

/** Counts what passes on the link to the site, and what the browser says of the page's files. */
export function countDataUsed({ ways }: Site): TellDataUsed {
  let told = 0;
  return () => {
    const all = ways.bytes + bytesOfFiles();
    const more = all - told;
    told = all;
    return addDataUsed(new Date().toDateString(), more);
  };
}

/** Old browsers do not say; what the service worker had costs nothing. */
function bytesOfFiles(): number {
  const files = performance.getEntries() as PerformanceResourceTiming[];
  return files.reduce(
    // Requests by script are the link where WebSockets are stopped, and counted as that.
    (sum, { transferSize, initiatorType }) =>
      sum + (initiatorType === 'xmlhttprequest' ? 0 : transferSize || 0),
    0,
  );
}
