import type { Page } from 'playwright';

/**
 * From now on what the page asks with those words in it is answered by a refusal, until the function that this
 * gives is called, or the page is loaded again.
 */
export async function refuseAsked(page: Page, words: string): Promise<() => Promise<void>> {
  await page.evaluate((words) => {
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function (frame) {
      const [, id] = /<iq [^>]*\bid=['"]([^'"]*)/.exec(String(frame)) ?? [];
      if (!id || !String(frame).includes(words)) return send.call(this, frame);
      const from = `xmlns="jabber:client" from="channels.localhost" id="${id}" type="error"`;
      const why = '<bad-request xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/>';
      const data = `<iq ${from}><error type="modify">${why}</error></iq>`;
      setTimeout(() => this.dispatchEvent(new MessageEvent('message', { data })));
      return undefined;
    };
    Object.assign(window, { listen: () => Object.assign(WebSocket.prototype, { send }) });
  }, words);
  return () => page.evaluate('listen()');
}
