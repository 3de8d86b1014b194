import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { expiresIn } from '../expires-in.ts';
import type { Seal } from './seal.ts';

/** What a browser keeps of a person who is signed in. No password is among it. */
export interface Ticket {
  readonly username: string;
  /** New at each sign-in; the token is bound to it. */
  readonly device: string;
  /** For the next XMPP session (XEP-0484). */
  readonly token: string;
  /** Whether the person wants to be known when the browser was closed. */
  readonly stays?: boolean;
}

/** How long that is, in seconds; each day of use begins it anew. The token lives no longer. */
const STAYS_FOR = 21 * 86_400;

/** Who signed in with this browser. It ends with the browser unless asked otherwise: phones are shared. */
const PERSON = 'person';

/** A name for a browser without a person, so that its forms can be told from forged ones. */
const BROWSER = 'browser';

/**
 * Browsers take a cookie of such a name from a page over TLS alone, and of this very host (RFC 6265bis, 4.1.3.2):
 * whoever answers plain HTTP for a phone could put their own sign-in there. Old ones know no such rule.
 */
const OVER_TLS = '__Host-';

/** The cookies of one request and its answer. */
export class Cookies {
  readonly #seal: Seal;
  readonly #response: ServerResponse;
  readonly #secure: boolean;
  readonly #given: ReadonlyMap<string, string>;

  constructor(seal: Seal, request: IncomingMessage, response: ServerResponse, secure: boolean) {
    this.#seal = seal;
    this.#response = response;
    this.#secure = secure;
    this.#given = parse(request.headers.cookie ?? '');
  }

  /** The person of this browser, `null` where nobody is signed in. */
  ticket(): Ticket | null {
    const sealed = this.#given.get(this.#named(PERSON));
    const opened = sealed === undefined ? undefined : this.#seal.open(sealed);
    return isTicket(opened) ? opened : null;
  }

  keepTicket(ticket: Ticket): void {
    this.#set(PERSON, this.#seal.close(ticket), ticket.stays ? STAYS_FOR : undefined);
  }

  dropTicket(): void {
    if (this.#given.has(this.#named(PERSON))) this.#set(PERSON, '', 0);
  }

  /** The name of this browser, `undefined` where it has none, or keeps no cookies. */
  browser(): string | undefined {
    const name = this.#given.get(this.#named(BROWSER));
    return name !== undefined && /^[\w-]{22}$/.test(name) ? name : undefined;
  }

  nameBrowser(): string {
    const name = randomBytes(16).toString('base64url');
    this.#set(BROWSER, name);
    return name;
  }

  #named(name: string): string {
    return this.#secure ? OVER_TLS + name : name;
  }

  /** Sets a cookie; without `seconds` the browser drops it when it is closed. */
  #set(name: string, value: string, seconds?: number): void {
    const secure = this.#secure ? '; Secure' : '';
    const kept = seconds === undefined ? '' : `; Max-Age=${seconds}${expiresIn(seconds)}`;
    const cookie = `${this.#named(name)}=${value}; Path=/; HttpOnly; SameSite=Lax${secure}${kept}`;
    this.#response.appendHeader('Set-Cookie', cookie);
  }
}

function parse(header: string): ReadonlyMap<string, string> {
  const pairs = header.split(';').map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return [name.trim(), value.join('=').trim()] as const;
  });
  return new Map(pairs);
}

export function isTicket(value: unknown): value is Ticket {
  if (typeof value !== 'object' || value === null) return false;
  const { username, device, token } = value as Partial<Ticket>;
  return [username, device, token].every((part) => typeof part === 'string');
}
