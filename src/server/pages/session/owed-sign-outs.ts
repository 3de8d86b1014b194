import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Seal } from './seal.ts';
import { isTicket, type Ticket } from './ticket.ts';

/** First and longest pause before the next try, in milliseconds. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;

export interface OwedOptions {
  /** Where they are kept over a restart. */
  readonly file: string;
  readonly seal: Seal;
  /** Makes a ticket worth nothing; rejects where that cannot be done now. */
  readonly revoke: (ticket: Ticket) => Promise<void>;
  /** Told why what is owed could not be written down: it is tried again for as long as this process lives. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Tickets of people who have signed out while the XMPP server was away: each is made worth nothing once
 * it is back, by another process where this one ends before. The file has a sealed ticket on each line,
 * and goes when nothing is owed any more: what was done before it went is done once more, which changes
 * nothing.
 */
export class OwedSignOuts {
  readonly #options: OwedOptions;
  /** By device. */
  readonly #owed = new Map<string, Ticket>();
  /** Owed ones that are in memory alone, because the disk is full. */
  readonly #unwritten = new Map<string, Ticket>();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: OwedOptions) {
    this.#options = options;
    const { file, seal } = options;
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    // A line that was cut by a lost power is none.
    const tickets = lines.map((line) => seal.open(line)).filter(isTicket);
    for (const ticket of tickets) this.#owed.set(ticket.device, ticket);
    if (this.#owed.size > 0) this.#later(FIRST_PAUSE);
  }

  has(device: string): boolean {
    return this.#owed.has(device);
  }

  /**
   * Notes a ticket to be revoked later. Its session is over at once, and the note is on the disk when this
   * returns, unless that is full.
   */
  add(ticket: Ticket): void {
    if (this.#owed.has(ticket.device)) return;
    this.#owed.set(ticket.device, ticket);
    this.#unwritten.set(ticket.device, ticket);
    this.#write();
    if (this.#timer === undefined) this.#later(FIRST_PAUSE);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #write(): void {
    if (this.#unwritten.size === 0) return;
    const { file, seal, onFailure } = this.#options;
    const lines = [...this.#unwritten.values()].map((ticket) => `${seal.close(ticket)}\n`);
    try {
      // After half a line a new one begins.
      appendToDisk(file, `\n${lines.join('')}`);
      this.#unwritten.clear();
    } catch (error) {
      onFailure(error);
    }
  }

  #later(pause: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => this.#pay(pause), pause).unref();
  }

  async #pay(pause: number): Promise<void> {
    for (const [device, ticket] of this.#owed) {
      try {
        await this.#options.revoke(ticket);
        this.#owed.delete(device);
        this.#unwritten.delete(device);
      } catch {
        // Away, or it is this one alone: the others have their turn first.
        this.#owed.delete(device);
        this.#owed.set(device, ticket);
        this.#write();
        return this.#later(Math.min(pause * 2, LONGEST_PAUSE));
      }
    }
    this.#timer = undefined;
    const { file, onFailure } = this.#options;
    try {
      rmSync(file, { force: true });
    } catch (error) {
      onFailure(error);
    }
  }
}

function appendToDisk(path: string, text: string): void {
  const file = openSync(path, 'a', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
}
