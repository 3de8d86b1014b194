import type { Page } from 'playwright';
import { expect } from 'vitest';

/**
 * From now on until the page is loaded again nobody hears what it asks with those words in it. The function that it
 * gives has the channel service say that it came back, until it is asked so once more: what was asked before is given up.
 */
export async function keepUnheard(page: Page, words: string): Promise<() => Promise<void>> {
  await page.evaluate((words) => {
    const { send } = WebSocket.prototype;
    let unheard = 0;
    WebSocket.prototype.send = function (frame) {
      const isUnheard = String(frame).includes(words);
      unheard += Number(isUnheard);
      const data = '<presence xmlns="jabber:client" from="channels.localhost"/>';
      const comeBack = () => this.dispatchEvent(new MessageEvent('message', { data }));
      Object.assign(window, { unheard, comeBack });
      if (!isUnheard) send.call(this, frame);
    };
    // Upon which the link is tried.
    dispatchEvent(new Event('online'));
  }, words);
  return async () => {
    const before = await page.evaluate('unheard');
    await page.evaluate('comeBack()');
    await expect.poll(() => page.evaluate('unheard')).not.toBe(before);
  };
}
