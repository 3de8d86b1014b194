/** `npm run channels`: one more channel service for a site, which stands by for the one that leads. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Channels } from './channels.ts';
import { readConfig } from './config.ts';
import { FatalError } from './fatal-error.ts';
import { refuseHalfRestored } from './finish-restore.ts';
import { createLog } from './log.ts';
import { openMediaDoor } from './media-door.ts';
import { createMetrics } from './metrics/prometheus.ts';
import { runProgram } from './program.ts';
import { serviceSettings } from './service-settings.ts';
import { isPostgres } from './storage/open.ts';
import { startInTurn } from './succession.ts';
import { componentAccess } from './xmpp-server/component-access.ts';
import { pathsIn } from './xmpp-server/paths.ts';
import { readState } from './xmpp-server/state.ts';

/** The folder of the built server. */
const SERVER_DIR = fileURLToPath(new URL('.', import.meta.url));

// Where there is no room for its log, or nobody reads it, it goes on without.
process.stderr.on('error', () => undefined);

await runProgram(async (_, say) => {
  const config = readConfig();
  const { dataDir, domain, database } = config;
  if (!isPostgres(database)) {
    throw new FatalError(
      'SQLite takes one channel service, and npm start is it. Set DATABASE_URL to a PostgreSQL to run more.',
    );
  }
  refuseHalfRestored(dataDir);
  const { state } = pathsIn(dataDir);
  if (!existsSync(state)) {
    throw new FatalError(`${dataDir} holds no site. Start the site first, with the same DATA_DIR.`);
  }
  const settings = serviceSettings(config, SERVER_DIR);
  let service: Channels | undefined;
  const door = await openMediaDoor(
    settings.media.folder,
    () => service?.media ?? null,
    () => readState(state).secrets.media,
  );
  const running = await startInTurn({
    ...settings,
    link: () => {
      door.announce();
      return componentAccess(readState(state));
    },
    log: createLog(),
    meter: createMetrics(),
  }).catch((error) => {
    // While it is open the process would not end, and nobody would start another.
    door.close();
    throw error;
  });
  service = running;
  // Ctrl-C comes twice, from the terminal and from npm: what is under way is brought to its end all the same.
  let isEnding = false;
  const end = async () => {
    if (isEnding) return;
    isEnding = true;
    door.close();
    await running.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  say(`A channel service for ${domain} stands ready.`);
});
