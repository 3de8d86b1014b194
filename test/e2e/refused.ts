import type { Page } from 'playwright';

/**
 * From now on what the page asks with those words in it is asked as something that the service does not know, until
 * the function that this gives is called, or the page is loaded again. The refusal is the server's: it counts them.
 */
export async function refuseAsked(page: Page, words: string): Promise<() => Promise<void>> {
  await page.evaluate((words) => {
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function (frame) {
      const [iq] = /^<iq [^>]*>/.exec(String(frame)) ?? [];
      const isRefused = iq && String(frame).includes(words);
      return send.call(this, isRefused ? `${iq}<nobody-knows xmlns="urn:x"/></iq>` : frame);
    };
    Object.assign(window, { listen: () => Object.assign(WebSocket.prototype, { send }) });
  }, words);
  return () => page.evaluate('listen()');
}

/** What the person is told then. */
export const REFUSED = 'WiFi Chat is away. Try again later.';
