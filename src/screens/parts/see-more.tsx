import type { ComponentChildren } from 'preact';
import type { Text } from '../text/en.ts';

/** What is shown of a long text at first, in UTF-16 units: some four lines of the smallest screen. */
const SHORT = 140;

interface Props {
  readonly t: Text;
  readonly text: string;
  /** How much is shown at first, in UTF-16 units. */
  readonly short?: number;
  readonly draw?: (text: string) => ComponentChildren;
}

/** A text of which the beginning is shown, and the rest on demand; all of it by browsers that cannot fold. */
export function SeeMore({ t, text, short = SHORT, draw = (part) => part }: Props) {
  const cut = cutAt(text, short);
  if (cut === text.length) return <>{draw(text)}</>;
  return (
    <>
      {draw(text.slice(0, cut))}
      <details class="fold">
        <summary>
          <span class="fold-more">{t.seeMore}</span>
        </summary>
        {draw(text.slice(cut).trim())}
      </details>
    </>
  );
}

/** Between words, and not for the sake of a few. */
function cutAt(text: string, short: number): number {
  if (text.length <= short * 1.3) return text.length;
  const space = text.lastIndexOf(' ', short);
  if (space > short / 2) return space;
  // Never through the middle of a character of two units.
  return /[\udc00-\udfff]/.test(text.charAt(short)) ? short - 1 : short;
}
