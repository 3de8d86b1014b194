/** What a phone may be asked for: bytes are counted as they go over the line, compressed. */
const KB = 1024;

interface Budget {
  readonly most: number;
  readonly unit: 'KB' | 'ms' | 'trips' | 'MB' | '%' | 'times';
}

const kilobytes = (most: number): Budget => ({ most: most * KB, unit: 'KB' });
const milliseconds = (most: number): Budget => ({ most, unit: 'ms' });

const BUDGETS = {
  'first visit, to a readable list': kilobytes(14),
  'all script, modern build': kilobytes(45),
  'all script, old build': kilobytes(70),
  'reopening, nothing new, to the phone': kilobytes(2),
  'reopening, round trips after TLS': { most: 4, unit: 'trips' },
  'reopening without network, bytes': kilobytes(0),
  'reopening, to a readable list': milliseconds(450),
  'reopening without network, to a readable list': milliseconds(350),
  'opening a channel of 20 topics': kilobytes(6),
  'opening a topic of 30 comments': kilobytes(8),
  'a comment sent and confirmed': kilobytes(2),
  'idle, a minute': kilobytes(1),
  'script heap, 500 topics and 5,000 comments stored': { most: 8 * KB * KB, unit: 'MB' },
  'opening a channel from the store': milliseconds(300),
  'opening a topic from the store': milliseconds(300),
  'frames dropped while scrolling': { most: 5, unit: '%' },
  'a photo of 12 megapixels, sent': kilobytes(70),
  '… processor time': milliseconds(3_000),
  '… longest freeze': milliseconds(200),
  'opened in the app by an official': kilobytes(6),
  '… to the first paint': milliseconds(300),
  '… to what is on it': milliseconds(1_000),
  'opened as a page by an official': kilobytes(14),
  '… to its first paint': milliseconds(1_000),
  '100 pictures of people': kilobytes(150),
  '… fetched twice': { most: 0, unit: 'times' },
} as const satisfies Readonly<Record<string, Budget>>;

export type Measured = keyof typeof BUDGETS;

/** Prints a figure beside its budget, and of which screen it is; answers whether it keeps to it. */
export function report(what: Measured, figure: number, screen = ''): boolean {
  const { most, unit } = BUDGETS[what];
  const kept = figure <= most;
  const verdict = kept ? 'ok' : 'OVER';
  const sides = `${show(figure, unit).padStart(10)} of ${show(most, unit)}`;
  const name = [what, screen].filter(Boolean).join(': ');
  console.log(`${verdict.padEnd(5)}${sides.padEnd(28)} ${name}`);
  return kept;
}

function show(figure: number, unit: Budget['unit']): string {
  if (unit === 'KB') return `${(figure / KB).toFixed(1)} KB`;
  if (unit === 'MB') return `${(figure / KB / KB).toFixed(1)} MB`;
  return `${figure.toFixed(unit === '%' ? 1 : 0)} ${unit}`;
}
