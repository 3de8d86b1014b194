import { parseArgs } from 'node:util';
import { FatalError } from '../server/fatal-error.ts';
import type { AuditRow } from '../server/storage/audit.ts';

const USAGE = `npm run -s audit -- export [--format csv|jsonl] [--since 2026-11-01] [--until 2026-12-01]
  [--channel water@topics.example.org] [--by anna@example.org] [--find WORDS]`;

/** ISO 8601 in UTC, or its beginning. */
const TIME = /^\d{4}-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?)?$/;

/** Which acts are wanted, and how they are written. */
export interface Asked {
  readonly format: 'csv' | 'jsonl';
  /** First moment that counts, and the first that does not, as acts tell theirs; empty for none. */
  readonly since: string;
  readonly until: string;
  /** Addresses, or their beginnings; empty for any. */
  readonly channel: string;
  readonly by: string;
  /** Stands somewhere in what was done, to what, or why, in capitals or not. */
  readonly find: string;
}

/** Reads the words of a command. Throws FatalError, with how it is used. */
export function readAsked(words: readonly string[]): Asked {
  const { positionals, values } = parsed(words);
  const { format = 'csv', since = '', until = '', channel = '', by = '', find = '' } = values;
  if (positionals.join() !== 'export') throw new FatalError(USAGE);
  if (format !== 'csv' && format !== 'jsonl') {
    throw new FatalError(`--format is csv or jsonl, not "${format}".`);
  }
  const times = { since: momentIn('since', since), until: momentIn('until', until) };
  return { format, ...times, channel, by, find };
}

/** Completes a date or time of the command line to ISO 8601 in UTC: times are compared as texts. */
function momentIn(name: string, text: string): string {
  if (text === '') return '';
  const zoned = text.includes('T') && !text.endsWith('Z') ? `${text}Z` : text;
  if (!TIME.test(text) || Number.isNaN(Date.parse(zoned))) {
    throw new FatalError(`--${name} is a date like 2026-11-01, not "${text}".`);
  }
  return new Date(zoned).toISOString();
}

function parsed(words: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = { format: text, since: text, until: text, channel: text, by: text, find: text };
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    throw new FatalError(`${(error as Error).message}\n${USAGE}`);
  }
}

/** Whether that act is among them. */
export function isAsked(row: AuditRow, { since, until, channel, by, find }: Asked): boolean {
  const { at, actor, act, subject, detail, rule, reason } = row;
  const words = [act, subject, detail, rule, reason].join('\n').toLowerCase();
  return (
    at >= since &&
    (until === '' || at < until) &&
    row.channel.startsWith(channel) &&
    actor.startsWith(by) &&
    words.includes(find.toLowerCase())
  );
}
