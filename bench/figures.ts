/** A measured figure beside its goal. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** Absent where it is for information. */
  readonly goal?: { readonly atLeast: number } | { readonly atMost: number };
}

/** Prints figures with their goals; answers whether all are met. */
export function report(figures: readonly Figure[]): boolean {
  return figures.map(print).every((met) => met);
}

function print({ what, value, unit, goal }: Figure): boolean {
  const met = !goal || ('atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost);
  const verdict = goal ? (met ? 'ok' : 'MISSED') : '';
  const wanted = goal
    ? 'atLeast' in goal
      ? `at least ${format(goal.atLeast)}`
      : `at most ${format(goal.atMost)}`
    : '';
  const columns = [
    verdict.padEnd(7),
    format(value).padStart(10),
    unit.padEnd(8),
    wanted.padEnd(16),
  ];
  console.log(`${columns.join(' ')} ${what}`);
  return met;
}

function format(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2);
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const index = Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100));
  return sorted[index] ?? Number.NaN;
}
