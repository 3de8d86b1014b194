/** `npm run -s audit -- export`: what was done by office, on standard output. */
import { readConfig } from '../server/config.ts';
import { refuseHalfRestored } from '../server/finish-restore.ts';
import { runProgram } from '../server/program.ts';
import { actsAfter } from '../server/storage/audit.ts';
import { openExisting } from '../server/storage/open.ts';
import { isAsked, readAsked } from './asked.ts';
import { headOf, written } from './written.ts';

/** How many acts are in memory at a time. */
const PAGE = 500;

await runProgram(async (words) => {
  const asked = readAsked(words);
  const { dataDir, database: location } = readConfig();
  refuseHalfRestored(dataDir);
  const database = await openExisting(location);
  try {
    process.stdout.write(headOf(asked));
    for (let after = 0; ; ) {
      const acts = await database.read((reader) => actsAfter(reader, after, PAGE));
      process.stdout.write(
        written(
          acts.filter((act) => isAsked(act, asked)),
          asked,
        ),
      );
      const last = acts.at(-1);
      if (!last) return;
      after = last.id;
    }
  } finally {
    await database.close();
  }
});
