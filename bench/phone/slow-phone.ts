import { type BrowserContext, type CDPSession, chromium, type Page } from 'playwright';
import { CHROMIUM_ARGS, CHROMIUM_PATH } from '../../test/harness/browser.ts';

/** How many times slower than this machine's core the phones are that this is for. */
export const SLOWER = 6;

/** How long an address that was opened is left alone before it is asked anything, in milliseconds. */
const SETTLING = 1_000;

/** Notes, in the page, when something of a selector was first painted after `mark`. */
const WATCHER = `(() => {
  // Functions handed to the page were compiled for Node.js, and name themselves by this.
  globalThis.__name = (named) => named;
  let wanted = null;
  let since = 0;
  globalThis.painted = (selector, count, from) => new Promise((resolve, reject) => {
    const late = () => reject(new Error('not ' + count + ' of ' + selector + ' in: ' + document.body.innerText));
    setTimeout(late, 60_000);
    since = from;
    wanted = () => {
      if (document.querySelectorAll(selector).length < count) return;
      wanted = null;
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - since)));
    };
    wanted();
  });
  new MutationObserver(() => wanted && wanted()).observe(document, { childList: true, subtree: true });
})()`;

export const ROW = '.rows a[href^="/channel/"]';

/** A small screen on a slow processor, with a profile of its own. */
export class SlowPhone {
  readonly #context: BrowserContext;
  page!: Page;
  cdp!: CDPSession;
  /** Frames of the WebSocket: `>` sent, `<` come in; when, in seconds of the browser's clock. */
  frames: { way: '>' | '<'; data: string; at: number }[] = [];

  /** Bytes of each response of the tab, by what it was for. */
  #responses = new Map<string, { type: string; bytes: number }>();

  private constructor(context: BrowserContext) {
    this.#context = context;
  }

  static async unpack(): Promise<SlowPhone> {
    const context = await chromium.launchPersistentContext('', {
      ...{ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGS },
      viewport: { width: 240, height: 320 },
    });
    await context.addInitScript(WATCHER);
    context.setDefaultTimeout(90_000);
    return new SlowPhone(context);
  }

  /**
   * Opens an address in a new tab and closes the one before it.
   *
   * @returns after how many milliseconds `count` elements of that selector were painted.
   */
  async open(url: string, selector: string, count = 1): Promise<number> {
    const before = this.page;
    this.page = await this.#context.newPage();
    await before?.close();
    this.cdp = await this.#context.newCDPSession(this.page);
    await this.cdp.send('Network.enable');
    await this.cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    this.frames = [];
    const responses = new Map<string, { type: string; bytes: number }>();
    this.#responses = responses;
    this.cdp.on('Network.responseReceived', ({ requestId, type }) => {
      responses.set(requestId, { type, bytes: 0 });
    });
    this.cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const response = responses.get(requestId);
      if (response) response.bytes = encodedDataLength;
    });
    this.cdp.on('Network.webSocketFrameSent', ({ response, timestamp }) =>
      this.frames.push({ way: '>', data: response.payloadData, at: timestamp }),
    );
    this.cdp.on('Network.webSocketFrameReceived', ({ response, timestamp }) =>
      this.frames.push({ way: '<', data: response.payloadData, at: timestamp }),
    );
    // From within, from the first on: to ask a page that is just being drawn takes its time, not the app's.
    await this.page.addInitScript(`opened = painted(${JSON.stringify(selector)}, ${count}, 0)`);
    await this.page.goto(url, { waitUntil: 'commit' });
    await this.page.waitForTimeout(SETTLING);
    return this.page.evaluate(() => (globalThis as unknown as Watched).opened);
  }

  /** Presses what has that selector; milliseconds until `count` elements of the other are painted. */
  press(pressed: string, selector: string, count = 1): Promise<number> {
    return this.page.evaluate(
      ([what, wanted, many]) => {
        const from = performance.now();
        (document.querySelector(what) as HTMLElement).click();
        return (globalThis as unknown as Watched).painted(wanted, many, from);
      },
      [pressed, selector, count] as const,
    );
  }

  /** Milliseconds from `from`, by the page's own clock, until that many are painted. */
  painted(selector: string, count: number, from: number): Promise<number> {
    return this.page.evaluate(
      ([wanted, many, since]) => (globalThis as unknown as Watched).painted(wanted, many, since),
      [selector, count, from] as const,
    );
  }

  /** Bytes of all finished responses of those types, headers included. */
  received(types: readonly string[]): number {
    const wanted = [...this.#responses.values()].filter(({ type }) => types.includes(type));
    return wanted.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Closes its tab: it asks for nothing more. */
  async rest(): Promise<void> {
    await this.page?.close();
  }

  close(): Promise<void> {
    return this.#context.close();
  }
}

interface Watched {
  /** What was waited for since the page was opened. */
  readonly opened: Promise<number>;
  painted(selector: string, count: number, from: number): Promise<number>;
}
