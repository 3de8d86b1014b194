import type { ComponentChildren } from 'preact';
import { hrefOf, type Route } from '../route.ts';

interface Props {
  /** A screen, or any address. */
  readonly to: Route | string;
  readonly label: string;
  /** Is said below it. */
  readonly note?: string | undefined;
  readonly children?: ComponentChildren;
}

/** A row of a list that leads somewhere. */
export function Row({ to, label, note, children }: Props) {
  return (
    <li>
      <a class="row" href={typeof to === 'string' ? to : hrefOf(to)}>
        <span class="row-title">{label}</span> {children}
        {note !== undefined && <span class="row-note">{note}</span>}
      </a>
    </li>
  );
}
