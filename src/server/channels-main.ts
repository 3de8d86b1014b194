/** `npm run channels`: one more channel service for a site, which stands by for the one that leads. */
import { existsSync } from 'node:fs';
import { readConfig } from './config.ts';
import { FatalError } from './fatal-error.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics/prometheus.ts';
import { runProgram } from './program.ts';
import { isPostgres } from './storage/open.ts';
import { startInTurn } from './succession.ts';
import { componentAccess } from './xmpp-server/component-access.ts';
import { pathsIn } from './xmpp-server/paths.ts';
import { readState } from './xmpp-server/state.ts';

await runProgram(async (_, say) => {
  const { dataDir, domain, database, admins, defaultChannels, limits, failAt } = readConfig();
  if (!isPostgres(database)) {
    throw new FatalError(
      'SQLite takes one channel service, and npm start is it. Set DATABASE_URL to a PostgreSQL to run more.',
    );
  }
  const { state } = pathsIn(dataDir);
  if (!existsSync(state)) {
    throw new FatalError(`${dataDir} holds no site. Start the site first, with the same DATA_DIR.`);
  }
  const service = await startInTurn({
    ...{ domain, database, admins, defaultChannels, limits, failAt },
    link: () => componentAccess(readState(state)),
    log: createLog(),
    meter: createMetrics(),
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => service.stop().then(() => process.exit(0)));
  }
  say(`A channel service for ${domain} stands ready.`);
});
