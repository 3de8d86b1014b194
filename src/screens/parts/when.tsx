import { ago } from '../ago.ts';
import type { Text } from '../text/en.ts';

interface Props {
  readonly t: Text;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly now: number;
}

/** How long ago something was, and to the minute for programs: seconds cost bytes, and are nobody's matter. */
export function When({ t, at, now }: Props) {
  return <time dateTime={`${at.slice(0, 16)}Z`}>{ago(t, at, now)}</time>;
}
