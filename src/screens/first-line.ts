/** A row must not grow with the text: a title's worth of it tells what it is about. */
export function firstLine(text: string): string {
  const line = (text.split('\n')[0] ?? '').trim();
  // Never half of a character of two units.
  return line.length > 100 ? `${line.slice(0, 100).replace(/[\ud800-\udbff]$/, '')}…` : line;
}
