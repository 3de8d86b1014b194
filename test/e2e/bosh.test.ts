import { expect, test } from 'vitest';
import { openStage } from './stage.ts';

const { site, link, phones } = await openStage();
link.stopsWebSockets = true;

test('where WebSockets are stopped, everything goes over HTTP', async () => {
  const anna = await phones.phone(link.url);
  await anna.link('Welcome').waitFor();
  await anna.join('anna');
  await anna.openChannel('Welcome');
  await anna.startTopic('Over HTTP', 'No WebSocket here.');

  const ben = await phones.phone(site.url);
  await ben.join('ben');
  await ben.openChannel('Welcome');
  await ben.openTopic('Over HTTP');
  await ben.comment('It is read.');
  await ben.comments('It is read.').waitFor();

  // Pushed, and answered, over the requests that wait.
  await anna.openTopic('Over HTTP');
  await anna.comments('It is read.').waitFor();
  await anna.comment('And answered < & > “so”.');
  await anna.comments('And answered < & > “so”.').waitFor();
  await ben.comments('And answered < & > “so”.').waitFor();

  link.cut();
  await anna.text('Not connected.').waitFor();
  await anna.comment('Written with no network.');
  await ben.comment('Written meanwhile.');
  await ben.comments('Written meanwhile.').waitFor();
  link.heal();
  await anna.comments('Written with no network.').waitFor();
  await anna.comments('Written meanwhile.').waitFor();
  await ben.comments('Written with no network.').waitFor();

  await anna.page.reload();
  await anna.heading('Over HTTP');
  await anna.comment('After a new start.');
  await ben.comments('After a new start.').waitFor();
  expect([await ben.comments('After a new start.').count(), anna.complaints]).toEqual([1, []]);
});
