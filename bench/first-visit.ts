import { chromium } from 'playwright';
import { CHROMIUM_ARGS, CHROMIUM_PATH } from '../test/harness/browser.ts';

export interface FirstVisit {
  /** Bytes on the wire of document, style sheets and scripts. */
  readonly bytes: number;
  /** From navigation to a row of the channel list, in milliseconds. */
  readonly readable: number;
}

/** Opens the site in a browser that has never seen it, until a channel stands in the list. */
export async function firstVisit(url: string, channelTitle: string): Promise<FirstVisit> {
  const browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGS });
  try {
    const page = await browser.newPage({ viewport: { width: 240, height: 320 } });
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Network.enable');
    const counted = new Set<string>();
    let bytes = 0;
    cdp.on('Network.responseReceived', ({ requestId, type }) => {
      if (['Document', 'Stylesheet', 'Script'].includes(type)) counted.add(requestId);
    });
    cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (counted.has(requestId)) bytes += encodedDataLength;
    });
    const start = performance.now();
    await page.goto(url);
    await page.getByText(channelTitle).first().waitFor();
    return { bytes, readable: performance.now() - start };
  } finally {
    await browser.close();
  }
}
