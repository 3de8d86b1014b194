import type { ComponentChildren } from 'preact';
import { hrefOf } from '../route.ts';
import type { Text } from '../text/en.ts';

export interface FrameProps {
  readonly t: Text;
  /** What the screen is about. */
  readonly title: string;
  /** The screen above this one, where there is one. */
  readonly up?: string | undefined;
  /** Short name of the place, for the bar that stays. */
  readonly place?: string | undefined;
  /** How things stand, where that is worth a sentence. */
  readonly notice?: string | null;
  readonly withMenu?: boolean;
  readonly children: ComponentChildren;
}

/** What every screen has: the bar, the notice, the heading. */
export function Frame({ t, title, up, place, notice, withMenu = true, children }: FrameProps) {
  return (
    <div class="frame">
      <header class="bar">
        {up !== undefined && (
          <a class="bar-left" href={up} rel="up">
            {t.back}
          </a>
        )}{' '}
        <span class="bar-place">{place ?? t.app}</span>{' '}
        {withMenu && (
          <a class="bar-right" href={hrefOf({ screen: 'menu' })}>
            {t.menu}
          </a>
        )}
      </header>
      <p class="notice" role="status">
        {notice}
      </p>
      <main>
        <h1 tabIndex={-1}>{title}</h1>
        {children}
      </main>
    </div>
  );
}
