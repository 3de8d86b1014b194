import { FatalError } from '../fatal-error.ts';

/** How many mistakes are reported at once; the next start reports the rest. */
const MOST = 20;

/**
 * @throws FatalError where there is something to complain of: the site does not start on a file that is
 *   half understood.
 */
export function refuseTo(setting: string, complaints: readonly string[]): void {
  if (complaints.length === 0) return;
  const rest = complaints.length - MOST;
  const told = complaints.slice(0, MOST).map((complaint) => `${setting}: ${complaint}`);
  throw new FatalError([...told, ...(rest > 0 ? [`… and ${rest} more.`] : [])].join('\n'));
}
