import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../eventually.ts';
import type { OldBrowser } from './old-browser.ts';

/** w3m on a terminal, by its keys: `7[` goes to the seventh link or field, Enter uses it. */
export class W3m implements OldBrowser {
  readonly #home = mkdtempSync(join(tmpdir(), 'wifi-chat-w3m-'));
  readonly #terminal = `wifi-chat-${randomUUID()}`;
  readonly #typed = join(this.#home, 'typed');

  async open(url: string): Promise<void> {
    const options = ['display_link_number=1', 'accept_cookie=1', `editor=cp ${this.#typed}`];
    const command = ['w3m', '-cookie', ...options.flatMap((option) => ['-o', `'${option}'`]), url];
    this.#tmux('-f', '/dev/null', 'new-session', '-d', '-x', '80', '-y', '200', command.join(' '));
    await this.#shows(/Viewing/);
  }

  async follow(words: string): Promise<void> {
    // A row may begin with a letter that stands for a picture.
    const link = new RegExp(`\\[(\\d+)\\](?:\\S )?${escaped(words)}`);
    await this.#use((screen) => keysBy(screen, link));
    await this.#loaded();
  }

  async fill(label: string, text: string): Promise<void> {
    writeFileSync(this.#typed, text);
    const line = new RegExp(`^${escaped(label)}\\s*\\[(\\d+)\\]\\[`, 'm');
    const kind = await this.#finds((screen) => {
      if (line.test(screen)) return 'line';
      return keysTo(screen, label) === undefined ? undefined : 'lines';
    });
    // A field of several lines is edited by the program that is called editor: it is there at once.
    if (kind === 'lines') return this.#use((screen) => keysTo(screen, label));
    const asks = /^(?:TEXT|Password):/m;
    await this.#use((screen) => keysBy(screen, line));
    await this.#shows(asks);
    this.#tmux('send-keys', 'C-u');
    this.#tmux('send-keys', '-l', text);
    this.#tmux('send-keys', 'Enter');
    await eventually(async () => !asks.test(await this.text()));
  }

  async tick(label: string): Promise<void> {
    await this.#use((screen) => keysBy(screen, new RegExp(`\\[(\\d+)\\]\\[.\\]${escaped(label)}`)));
  }

  async press(button: string): Promise<void> {
    await this.#use((screen) => keysTo(screen, button));
    await this.#loaded();
  }

  async text(): Promise<string> {
    return this.#tmux('capture-pane', '-p').replace(/\n{2,}/g, '\n');
  }

  async close(): Promise<void> {
    this.#tmux('kill-server');
    rmSync(this.#home, { recursive: true });
  }

  async #use(find: (screen: string) => string | undefined): Promise<void> {
    this.#tmux('send-keys', '-l', await this.#finds(find));
    this.#tmux('send-keys', 'Enter');
  }

  async #finds<T>(find: (screen: string) => T | undefined): Promise<NonNullable<T>> {
    return eventually(async () => find(await this.text())).catch(async () => {
      throw new Error(`w3m does not show it:\n${await this.text()}`);
    });
  }

  /** One key is read after the other: what is asked now is answered when the page is there. */
  async #loaded(): Promise<void> {
    this.#tmux('send-keys', '-l', '=');
    await this.#shows(/Information about current page/);
    this.#tmux('send-keys', '-l', 'B');
    await eventually(async () => !/Information about current page/.test(await this.text()));
  }

  async #shows(words: RegExp): Promise<void> {
    await eventually(async () => words.test(await this.text()));
  }

  #tmux(...args: string[]): string {
    const env = { ...process.env, HOME: this.#home };
    return execFileSync('tmux', ['-L', this.#terminal, ...args], { encoding: 'utf8', env });
  }
}

/**
 * The keys to a button or a field of several lines. They have no number on the screen: their place is
 * told from the link or field before them that has. Looked for from the end: the same word may stand
 * in the heading.
 */
function keysTo(screen: string, words: string): string | undefined {
  const parts = screen.split(/\[(\d+)\]/);
  for (let at = parts.length - 1; at > 0; at -= 2) {
    const [, ...lines] = (parts[at] as string).split('\n');
    const place = lines.indexOf(words);
    if (place < 0) continue;
    const isField = (line = '') => line.startsWith('[');
    const fields = lines
      .slice(0, place)
      .filter((line, n) => isField(line) && !isField(lines[n - 1]));
    return `${parts[at - 1]}[${'\t'.repeat(1 + fields.length)}`;
  }
  return undefined;
}

/** The keys to a link or a field whose number is the pattern's group. */
function keysBy(screen: string, pattern: RegExp): string | undefined {
  const [, number] = pattern.exec(screen) ?? [];
  return number === undefined ? undefined : `${number}[`;
}

function escaped(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
