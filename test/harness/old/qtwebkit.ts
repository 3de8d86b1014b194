import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { eventually } from '../eventually.ts';
import type { OldBrowser } from './old-browser.ts';

const PROGRAM = fileURLToPath(new URL('qtwebkit.py', import.meta.url));

/** QtWebKit, an engine of 2016. Its script is off unless it is asked for; `app` has databases, too. */
export class QtWebKit implements OldBrowser {
  readonly #process: ChildProcess;
  readonly #answers: AsyncIterator<string>;

  constructor(how: 'without-script' | 'script' | 'app' = 'without-script') {
    // Debian's own Python: no other has its packages.
    this.#process = spawn('/usr/bin/python3', [PROGRAM, how], {
      env: {
        ...process.env,
        QT_QPA_PLATFORM: 'offscreen',
        QT_LOGGING_RULES: 'default.warning=false',
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const { stdout } = this.#process;
    if (!stdout) throw new Error('no output');
    this.#answers = createInterface({ input: stdout })[Symbol.asyncIterator]();
  }

  async open(url: string): Promise<void> {
    await this.#ask('open', url);
  }

  async follow(words: string): Promise<void> {
    await this.#do('follow', words);
  }

  async fill(label: string, text: string): Promise<void> {
    await this.#do('fill', label, text);
  }

  async tick(label: string): Promise<void> {
    await this.#do('tick', label);
  }

  async press(button: string): Promise<void> {
    await this.#do('press', button);
  }

  async text(): Promise<string> {
    return String(await this.#ask('text'));
  }

  /** How wide the page is when the window has that width, in pixels. */
  async widthIn(pixels: number): Promise<number> {
    return Number(await this.#ask('width', pixels));
  }

  /** Whether the app is in the place of the page that the server drew. */
  async isApp(): Promise<boolean> {
    return (await this.#ask('is_app')) === true;
  }

  /** The addresses of all scripts that the page has by now. */
  async scripts(): Promise<string[]> {
    return (await this.#ask('scripts')) as string[];
  }

  async close(): Promise<void> {
    this.#process.stdin?.end();
    this.#process.kill();
  }

  async #do(verb: string, ...words: string[]): Promise<void> {
    await eventually(async () => (await this.#ask(verb, ...words)) === true);
  }

  async #ask(...command: readonly unknown[]): Promise<unknown> {
    this.#process.stdin?.write(`${JSON.stringify(command)}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error('QtWebKit has ended');
    return JSON.parse(value);
  }
}
