import { startSite } from '../test/harness/site.ts';
import { report } from './budgets.ts';
import { firstVisit } from './first-visit.ts';
import { scriptBytes } from './script-size.ts';

const VISITS = 5;

/** Measures what a phone loads of the built product; answers whether it keeps to its budgets. */
export async function phoneBench(): Promise<boolean> {
  const site = await startSite();
  try {
    const visits = [];
    for (let n = 0; n < VISITS; n += 1) visits.push(await firstVisit(site.url, 'Welcome'));
    const median = (values: number[]) =>
      values.sort((a, b) => a - b)[Math.floor(VISITS / 2)] as number;
    const visit = report(
      'first visit: HTML, CSS and script until the channel list is readable',
      median(visits.map(({ bytes }) => bytes)),
    );
    const readable = median(visits.map((one) => one.readable));
    console.log(
      `      ${readable.toFixed(0)} ms to the list, this machine, no slowing (median of ${VISITS})`,
    );
    const script = report('all script a reader and poster ever loads', scriptBytes('dist/public'));
    return visit && script;
  } finally {
    await site.stop();
  }
}
