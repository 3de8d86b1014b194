import { hrefOf, type Route } from '../route.ts';

interface Props {
  readonly to: Route;
  readonly label: string;
}

/** Leads to another screen, as a button looks. */
export function ButtonLink({ to, label }: Props) {
  return (
    <a class="button" href={hrefOf(to)}>
      {label}
    </a>
  );
}

/** Leads to another screen, on a line of its own. */
export function LinkLine({ to, label }: Props) {
  return (
    <p class="aside">
      <a href={hrefOf(to)}>{label}</a>
    </p>
  );
}
