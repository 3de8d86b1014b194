/** What a log line may carry besides its message. Never an address or a name of a person. */
export type LogFields = Readonly<Record<string, string | number | boolean | Error | undefined>>;

/** Where the parts of the server tell the operator what happened. One line per call. */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/**
 * A log of one JSON object per line, written to stderr: stdout belongs to what a person reads at
 * the start. `write` takes a whole line with its line feed.
 */
export function createLog(write = (line: string): unknown => process.stderr.write(line)): Log {
  const at =
    (level: string) =>
    (message: string, fields: LogFields = {}) => {
      const time = new Date().toISOString();
      write(`${JSON.stringify({ time, level, message, ...plain(fields) })}\n`);
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

/** `JSON.stringify` makes `{}` of an error; its stack is what an operator needs. */
function plain(fields: LogFields): Record<string, string | number | boolean | undefined> {
  const entries = Object.entries(fields).map(
    ([key, value]) =>
      [key, value instanceof Error ? (value.stack ?? value.message) : value] as const,
  );
  return Object.fromEntries(entries);
}
