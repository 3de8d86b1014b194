import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { toBare } from '../protocol/jid.ts';
import { USERNAME } from '../protocol/limits.ts';
import { FAILPOINTS, type FailAt } from './failpoints.ts';
import { isNodeName, MOST_NAMED, PERSONAL_NODES } from './service/node-names.ts';

/**
 * How each kind of setting is read from its text. Each throws an Error whose message goes on after
 * the setting's name: "PORT" + " " + "must be a number …".
 */

/** RFC 1035, 2.3.1, in lower case; short enough for `channels.` before it. */
const DOMAIN =
  /^(?=.{1,240}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;

function fail(sentence: string): never {
  throw new Error(sentence);
}

/** Parts set apart by commas or spaces, each of them once. */
export function listOf<T>(parse: (part: string) => T): (text: string) => readonly T[] {
  return (text) => [...new Set(text.split(/[\s,]+/).filter((part) => part !== ''))].map(parse);
}

/** Paths of files, set apart by commas, each of them once. */
export function filePaths(text: string): readonly string[] {
  return [...new Set(text.split(',').map((path) => path.trim()))].filter((path) => path !== '');
}

/** One of a few words. */
export function oneOf<T>(values: Readonly<Record<string, T>>): (text: string) => T {
  return (text) => {
    const word = text.toLowerCase();
    if (Object.hasOwn(values, word)) return values[word] as T;
    return fail(`must be one of ${Object.keys(values).join(', ')}, not "${text}".`);
  };
}

export function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  return fail(`must be a number from 1 to 65535, not "${text}".`);
}

/** A size in megabytes. */
export function parseMegabytes(text: string): number {
  const size = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(size * 2 ** 20)) return size;
  return fail(`must be a number of megabytes, not "${text}".`);
}

/** What people read: one short line. */
export function parseName(text: string): string {
  if (text.length <= 100 && !/\p{Cc}/u.test(text)) return text;
  return fail('must be one line of at most 100 characters.');
}

/** Where people find the site, without a slash at its end. */
export function parseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isSite = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '';
  return isSite ? url.origin : fail(`must look like https://chat.example.org, not "${text}".`);
}

/** The refusal does not repeat it: there may be a password in it. */
export function parseSmtpUrl(text: string): string {
  const isOne = /^smtps?:\/\/./.test(text) && URL.canParse(text);
  return isOne ? text : fail('must look like smtp://user:password@mail.example.org:587.');
}

/** The refusal does not repeat it: there may be a key in it. */
export function parseWebhookUrl(text: string): string {
  const isOne = /^https?:\/\/./.test(text) && URL.canParse(text);
  return isOne ? text : fail('must look like https://works.example.org/reports.');
}

export function parseMailAddress(text: string): string {
  if (/^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(text)) return text;
  return fail(`must be an e-mail address, not "${text}".`);
}

export function parseDomain(text: string): string {
  const domain = text.toLowerCase();
  return DOMAIN.test(domain)
    ? domain
    : fail(`must be a domain name such as chat.example.org, not "${text}".`);
}

export function parseUsername(text: string): string {
  if (USERNAME.test(text)) return text;
  const rule = '3 to 32 small letters, digits, "." and "-"';
  return fail(`must be a list of usernames (${rule}), not "${text}".`);
}

export function parseChannelName(text: string): string {
  const name = text.toLowerCase();
  const isName = !name.includes('@') && toBare(`${name}@localhost`) !== null;
  return isName ? name : fail(`must be a list of channel names such as welcome, not "${text}".`);
}

/** Nodes of everybody's own channel: those that it has in any case add nothing. */
export function parseNodeNames(text: string): readonly string[] {
  const names = listOf(String)(text).filter((name) => !PERSONAL_NODES.some((one) => one === name));
  if (names.length <= MOST_NAMED && names.every(isNodeName)) return names;
  const rule = 'letters, digits, ".", "_", "~" and "-"';
  return fail(`must be a list of at most ${MOST_NAMED} names of nodes (${rule}), not "${text}".`);
}

export function parseAddress(text: string): string {
  return isIP(text) ? text : fail(`must be a list of IP addresses, not "${text}".`);
}

/** Reads a PEM file, each time anew. Throws where it is none (any more). */
export type PemFile = () => string;

/** The PEM file at a path, which is one now. */
export function pemFile(path: string): PemFile {
  const file = () => readPem(path);
  file();
  return file;
}

function readPem(path: string): string {
  let pem: string;
  try {
    pem = readFileSync(path, 'utf8');
  } catch (error) {
    return fail(`names a file that cannot be read (${(error as Error).message}).`);
  }
  return pem.includes('-----BEGIN ') ? pem : fail(`must name a PEM file; ${path} is none.`);
}

/** Address of a PostgreSQL database. The refusal does not repeat it: there may be a password in it. */
export function parseDatabaseUrl(text: string): string {
  const isOne = /^postgres(?:ql)?:\/\//.test(text) && URL.canParse(text);
  return isOne
    ? text
    : fail('must look like postgres://user:password@host/database; leave it out for SQLite.');
}

/** A place and how many times it is passed, as `name:n`. */
export function parseFailAt(text: string): FailAt {
  const [word = '', count = ''] = text.split(':');
  const name = FAILPOINTS.find((failpoint) => failpoint === word);
  if (name && /^[1-9]\d{0,8}$/.test(count)) return { name, n: Number(count) };
  return fail(`must be name:n, with a name of ${FAILPOINTS.join(', ')}, not "${text}".`);
}
