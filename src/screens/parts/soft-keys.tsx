import { hrefOf } from '../route.ts';
import type { Text } from '../text/en.ts';

interface Props {
  readonly t: Text;
  /** What Enter does with the thing that has the focus; empty where there is no word for it. */
  readonly act: string;
  /** The screen above this one, where there is one. */
  readonly up: string | null;
}

/** The words over the three keys below the screen: menu, the act, back. */
export function SoftKeys({ t, act, up }: Props) {
  return (
    <footer class="soft-keys">
      <a class="soft-left" href={hrefOf({ screen: 'menu' })}>
        {t.menu}
      </a>
      {up !== null && (
        <a class="soft-right" href={up} rel="up">
          {t.back}
        </a>
      )}
      <span aria-hidden="true">{act}</span>
    </footer>
  );
}
