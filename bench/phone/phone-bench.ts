import { startSite } from '../../test/harness/site.ts';
import { report } from './budgets.ts';
import { crowd } from './crowd.ts';
import { fullStore } from './full-store.ts';
import { idle, onTheLine } from './on-the-line.ts';
import { pictures } from './pictures.ts';
import { reopening } from './reopening.ts';
import { scriptBytes } from './script-size.ts';
import { ShapedLink } from './shaped-link.ts';
import { SlowPhone } from './slow-phone.ts';
import { fillTown } from './town.ts';

/**
 * Measures the built product as a phone has it: 240x320, the processor 6 times slower, 400 kbit/s and
 * round trips of 400 ms. Answers whether it keeps to all of its budgets.
 *
 * @param words which parts: `line`, `store`, `crowd`, `pictures`; all where none is named
 */
export async function phoneBench(words: readonly string[] = []): Promise<boolean> {
  const isWanted = (part: string) => words.length === 0 || words.includes(part);
  const verdicts = [
    report('all script, modern build', scriptBytes('dist/public', 'modern', false)),
    report('all script, old build', scriptBytes('dist/public', 'old', false)),
  ];
  for (const build of ['modern', 'old'] as const) {
    const size = scriptBytes('dist/public', build, true) / 1024;
    console.log(`     ${size.toFixed(1)} KB with what few ever open, ${build} build`);
  }
  const site = await startSite();
  const link = await ShapedLink.to(site.url);
  const phone = await SlowPhone.unpack();
  try {
    await fillTown(site);
    if (isWanted('line') || isWanted('store')) {
      // Whatever comes after needs somebody who has joined.
      verdicts.push(...(await onTheLine(phone, link)));
    }
    if (isWanted('line')) {
      verdicts.push(...(await idle(phone, link)));
      verdicts.push(...(await reopening(phone, link)));
    }
    if (isWanted('store')) verdicts.push(...(await fullStore(phone, link)));
    await phone.rest();
    if (isWanted('crowd')) verdicts.push(...(await crowd(site, link)));
    if (isWanted('pictures')) verdicts.push(...(await pictures(site, link)));
    return verdicts.every(Boolean);
  } finally {
    await phone.close();
    await link.close();
    await site.stop();
  }
}
