import { ago } from '../ago.ts';
import type { Text } from '../text/en.ts';

interface Props {
  readonly t: Text;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly now: number;
}

/**
 * How long ago something was, and to the minute for programs: seconds cost bytes, and are nobody's matter. Who listens
 * to a list is not told each minute.
 */
export function When({ t, at, now }: Props) {
  return (
    <time dateTime={`${at.slice(0, 16)}Z`} aria-live="off">
      {ago(t, at, now)}
    </time>
  );
}
