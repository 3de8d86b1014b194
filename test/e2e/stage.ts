import { afterAll } from 'vitest';
import { ChaosProxy } from '../harness/chaos-proxy.ts';
import { type SiteOptions, startSite } from '../harness/site.ts';
import { openPhones } from './phone.ts';

/**
 * What most tests play on: a whole site, a way to it that can be broken, and phones. All of it goes
 * when the file's tests are done.
 */
export async function openStage(options?: SiteOptions) {
  const [site, phones] = await Promise.all([startSite(options), openPhones()]);
  const link = await ChaosProxy.to(site.url);
  afterAll(async () => {
    await phones.close();
    await link.close();
    await site.stop();
  });
  return { site, link, phones };
}
