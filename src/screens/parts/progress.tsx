import type { Text } from '../text/en.ts';

interface Props {
  readonly t: Text;
  /** How much is done, 0 to 1. */
  readonly part: number;
}

/** How much of something is sent: in words, and as a bar where the browser has one. */
export function Progress({ t, part }: Props) {
  const percent = Math.round(part * 100);
  return (
    <>
      <p class="hint" role="status">
        {t.sendingPart(percent)}
      </p>
      <progress max={100} value={percent} aria-hidden="true" />
    </>
  );
}
