/** `npm run bench`: measures the built product against its budgets; fails where one is exceeded. */
import { startSite } from '../test/harness/site.ts';
import { report } from './budgets.ts';
import { firstVisit } from './first-visit.ts';
import { scriptBytes } from './script-size.ts';

const VISITS = 5;

const site = await startSite();
let kept = true;
try {
  const visits = [];
  for (let n = 0; n < VISITS; n += 1) visits.push(await firstVisit(site.url, 'Welcome'));
  const median = (values: number[]) =>
    values.sort((a, b) => a - b)[Math.floor(VISITS / 2)] as number;
  kept = report(
    'first visit: HTML, CSS and script until the channel list is readable',
    median(visits.map((visit) => visit.bytes)),
  );
  const readable = median(visits.map((visit) => visit.readable));
  console.log(
    `      ${readable.toFixed(0)} ms to the list, this machine, no slowing (median of ${VISITS})`,
  );
  kept = report('all script a reader and poster ever loads', scriptBytes('dist/public')) && kept;
} finally {
  await site.stop();
}
process.exitCode = kept ? 0 : 1;
