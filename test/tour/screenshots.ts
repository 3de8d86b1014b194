/** `npm run screenshots [-- PART]`: a picture of every stop, on every kind of screen: `240-keys/menu`. */
import { rmSync } from 'node:fs';
import { STOPS } from './stops.ts';
import { type Look, Tour } from './tour.ts';
import { startTownSite } from './town-site.ts';

const FOLDER = 'screenshots';

const LOOKS: Readonly<Record<string, Look>> = {
  '240-touch': { width: 240, height: 320, touch: true },
  '240-keys': { width: 240, height: 320 },
  '240-dark': { width: 240, height: 320, dark: true, touch: true },
  '240-zulu': { width: 240, height: 320, language: 'zu' },
  '240-tswana': { width: 240, height: 320, language: 'tn', touch: true },
  '128-keys': { width: 128, height: 160 },
  '128-zulu': { width: 128, height: 160, language: 'zu', dark: true },
  '320-touch': { width: 320, height: 480, touch: true },
  '480-touch': { width: 480, height: 800, touch: true },
};

const [wanted = ''] = process.argv.slice(2);

rmSync(FOLDER, { recursive: true, force: true });
const town = await startTownSite();
const tour = await Tour.start(town);
let taken = 0;
for (const [kind, look] of Object.entries(LOOKS)) {
  for (const stop of STOPS) {
    const picture = `${kind}/${stop.name}`;
    if (!picture.includes(wanted)) continue;
    const page = await tour.goTo(stop, look);
    await page.screenshot({ path: `${FOLDER}/${picture}.png` });
    await tour.leave(stop);
    taken += 1;
  }
}
await tour.close();
await town.close();
console.log(`${taken} pictures in ${FOLDER}/`);
process.exit();
