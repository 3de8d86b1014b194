import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { NS } from '../../../src/protocol/namespaces.ts';
import { type Element, isElement } from '../../../src/protocol/xml.ts';

const SCRIPT = fileURLToPath(new URL('./expat-reads.py', import.meta.url));

/** Namespace, name, attributes in order of their names, children: what two parsers must agree on. */
export type Reading = readonly [
  ns: string,
  name: string,
  attrs: readonly (readonly [string, string])[],
  children: readonly (Reading | string)[],
];

/** What expat makes of a document: whether it was whole, and the stanzas that were. */
export interface Verdict {
  readonly whole: boolean;
  readonly stanzas: readonly Reading[];
}

/** Expat, in a process of its own that answers one document after the other. */
export class Expat {
  readonly #python = spawn('python3', [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
  readonly #waiting: ((verdict: Verdict) => void)[] = [];

  constructor() {
    // Asked once more while a test that failed is ending.
    this.#python.stdin.on('error', () => undefined);
    createInterface(this.#python.stdout).on('line', (line) =>
      this.#waiting.shift()?.(JSON.parse(line)),
    );
  }

  read(document: Buffer): Promise<Verdict> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#python.stdin.write(`${document.toString('base64')}\n`);
    });
  }

  close(): void {
    this.#python.kill();
  }
}

/** What our parser made of a stanza, in the same form. */
export function readingOf({ ns, name, attrs, children }: Element): Reading {
  const merged: (Reading | string)[] = [];
  for (const child of children) {
    const before = merged.at(-1);
    if (isElement(child)) merged.push(readingOf(child));
    else if (typeof before === 'string') merged[merged.length - 1] = before + child;
    else merged.push(child);
  }
  // Prosody chooses prefixes of its own.
  const local = (key: string) => key.slice(key.indexOf(':') + 1);
  return [ns, name, Object.entries(attrs).map(([key, value]) => [local(key), value]), merged];
}

/**
 * Those that a server must hand to the service: messages, and questions as RFC 6120 (8.2.3) has them,
 * up to the first element that is no stanza, which ends the stream.
 */
export function due(stanzas: readonly Reading[], service: string): readonly boolean[] {
  const names = ['message', 'presence', 'iq'];
  const end = stanzas.findIndex(([ns, name]) => ns !== NS.CLIENT || !names.includes(name));
  return stanzas.map(([, name, pairs, children], place) => {
    if (end >= 0 && place >= end) return false;
    const { to, id, type } = Object.fromEntries(pairs);
    if (to !== service) return false;
    if (name === 'message') return true;
    const payloads = children.filter((one) => typeof one !== 'string');
    return name === 'iq' && (type === 'get' || type === 'set') && !!id && payloads.length === 1;
  });
}

/** What the server says of a stanza: who sends it, the receiver normalised, the stream's language. */
const SAID_BY_SERVER = ['from', 'to', 'lang'];

/**
 * A reading as text, without what may change on the way: white space that was escaped is written by
 * Prosody as it is, which the next parser reads anew, and both kinds of stream are one namespace.
 */
export function comparable(reading: Reading, isStanza = true): string {
  const [ns, name, attrs, children] = reading;
  // Its white space is normalised as that of any attribute, and saxes trims it.
  const space = ns === NS.COMPONENT ? NS.CLIENT : ns.replace(/[\r\n\t]/g, ' ').trim();
  const kept = attrs
    .filter(([key]) => !(isStanza && SAID_BY_SERVER.includes(key)))
    .map(([key, value]) => `${key}=${value.replace(/\r\n|[\r\n\t]/g, ' ')}`)
    .sort();
  const inside = children.map((one) =>
    typeof one === 'string' ? one.replace(/\r\n?/g, '\n') : comparable(one, false),
  );
  return JSON.stringify([space, name, kept, inside]);
}
