import { expect, test } from 'vitest';
import { IS_MEASURED } from '../harness/reach.ts';
import { openStage } from './stage.ts';

/** Within this time a link that died silently is to be noticed, in milliseconds (promise S3). */
const NOTICED = 45_000;
const { link, phones } = await openStage();

// In a real browser, because browsers wait a minute for a dead link to say goodbye.
test('a link that died without a word is noticed, and what was written meanwhile is sent once', async () => {
  const anna = await phones.phone(link.url);
  await anna.join('anna');
  await anna.openChannel('Welcome');
  await anna.startTopic('Taxi rank', 'Where is the new one?');
  await anna.openTopic('Taxi rank');
  link.silence();
  const silent = performance.now();
  await anna.comment('Is anybody there?');
  await anna.text('Sending …').waitFor();
  await anna.text('Not connected.').waitFor({ timeout: 2 * NOTICED });
  const noticed = performance.now() - silent;
  process.stdout.write(`a dead link was noticed after ${(noticed / 1_000).toFixed(1)} s\n`);
  await anna.text('Waiting to be sent').waitFor();
  if (IS_MEASURED) expect(noticed).toBeLessThan(NOTICED);
  link.heal();
  await anna.comments('Is anybody there?').waitFor();
  await anna.page.reload();
  await anna.comments('Is anybody there?').waitFor();
  expect(await anna.text('Is anybody there?').count()).toBe(1);
});
