/** The composition root: one process that runs the edge and the channel service, and keeps Prosody. */
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Channels } from './channels.ts';
import type { Claim } from './claim.ts';
import { type Config, readConfig } from './config.ts';
import { claimDataDir } from './data-dir.ts';
import { type Edge, startEdge } from './edge/edge.ts';
import { finishRestore } from './finish-restore.ts';
import { createLog } from './log.ts';
import { throughDoor } from './media-door.ts';
import { createMetrics } from './metrics/prometheus.ts';
import { sayAccount, sayFailure, sayReady, sayWarnings } from './operator.ts';
import { createPages, type Pages } from './pages/pages.ts';
import { openPictureDesk } from './picture-desk.ts';
import { probe } from './probe.ts';
import { serviceSettings } from './service-settings.ts';
import { startInTurn } from './succession.ts';
import { tellPages } from './tell-pages.ts';
import { openXmppServer, type XmppServer } from './xmpp-server/xmpp-server.ts';

/** The folder of the built server, and that of the built app. */
const SERVER_DIR = fileURLToPath(new URL('.', import.meta.url));
const PUBLIC_DIR = fileURLToPath(new URL('../public', import.meta.url));

/** Has an account from the first start, whoever the administrators are: nobody may pose as it. */
const FIRST_ACCOUNT = 'admin';

/** The channel service's health before it is started. */
const NOT_YET = { channels: false, database: false };

/** What has been started so far. */
interface Parts {
  claim?: Claim;
  edge?: Edge;
  pages?: Pages;
  xmpp?: XmppServer;
  channels?: Channels;
}

async function start(config: Config, parts: Parts): Promise<void> {
  const { port, domain, operator, dataDir, admins, publicUrl } = config;
  const { limits, tls, trustProxy, plainHttp, plainPort } = config;
  const log = createLog();
  const settings = serviceSettings(config, SERVER_DIR);
  const { places, emergency } = settings;
  // Whatever is written from here on is for this user alone.
  process.umask(0o077);
  parts.claim = claimDataDir(dataDir);
  await finishRestore(config);
  const officials = [...new Set([FIRST_ACCOUNT, ...admins])];
  const xmpp = await openXmppServer({ dataDir, domain, limits, guarded: officials, log });
  const metrics = createMetrics();
  metrics.watch('websockets', () => parts.edge?.sockets() ?? 0);
  const xmppAnswers = probe(() => xmpp.answers());
  let accountsMade = false;

  const siteReaders = new Set<string>();
  const mediaFolder = settings.media.folder;
  const desk = openPictureDesk(mediaFolder, () => parts.channels?.media ?? null, log);
  parts.pages = await createPages({
    desk,
    ...{ publicDir: PUBLIC_DIR, operator, plainHttp, limits, siteReaders, log },
    isTold: () => parts.channels?.leads() ?? false,
    places: { isThere: (id) => places.find(id) !== undefined, emergency },
    publicUrl,
    xmpp: { ...xmpp.http, domain },
    owedSignOuts: join(dataDir, 'owed-sign-outs'),
    key: pagesKey(xmpp.link.channelsSecret),
  });
  // First the port: where it is taken, nothing else need be started.
  parts.edge = await startEdge({
    ...{ port, plainPort, domain, operator, limits, tls, trustProxy, log },
    plainXmpp: plainHttp === 'full',
    publicDir: PUBLIC_DIR,
    publicUrl,
    pages: parts.pages,
    xmpp: xmpp.http,
    // Not before the administrators have their accounts could a stranger be let in to sign up.
    isOpen: () => accountsMade && xmpp.isReady(),
    health: async () => {
      const health = parts.channels?.health() ?? NOT_YET;
      const [isThere, rest] = await Promise.all([xmppAnswers(), health]);
      return { xmpp: isThere, ...rest };
    },
    media: async (request, response, { path, address, secure, refuse }) => {
      const media = parts.channels?.media;
      const visit = { request, response, secure, address };
      const viewer = async () => (await parts.pages?.personOf(visit)) ?? null;
      const secret = xmpp.link.mediaSecret;
      if (media) await media.answer(request, response, path, { address, viewer, refuse });
      else {
        await throughDoor(mediaFolder, request, response, {
          ...{ path, address, viewer, secret, refuse },
        });
      }
    },
    metrics,
  });

  parts.xmpp = xmpp;
  await xmpp.start();
  await xmpp.createAccounts(officials, sayAccount);
  accountsMade = true;

  parts.channels = await startInTurn({
    ...settings,
    link: () => xmpp.link,
    siteReaders,
    onChange: (change) => parts.pages && tellPages(parts.pages, change),
    log,
    meter: metrics,
  });
  sayWarnings(config);
  sayReady(config);
}

/** The key that the cookies of pages are sealed with: kept with the secret that it is made of. */
function pagesKey(secret: string): Buffer {
  return createHmac('sha256', secret).update('pages').digest();
}

/** From the outside in, so that no part is asked for what it can no longer do. */
async function stop({ edge, pages, channels, xmpp, claim }: Parts): Promise<void> {
  await edge?.stop();
  await pages?.stop();
  await channels?.stop();
  await xmpp?.stop();
  claim?.release();
}

const parts: Parts = {};
let ending: Promise<never> | undefined;

function end(exitCode: number): Promise<never> {
  ending ??= stop(parts).then(
    () => process.exit(exitCode),
    (error) => {
      sayFailure('WiFi Chat did not stop as it should.', error);
      return process.exit(1);
    },
  );
  return ending;
}

// Where there is no room for what is said, or nobody reads it, the site goes on without.
for (const said of [process.stdout, process.stderr]) said.on('error', () => undefined);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0));

try {
  await start(readConfig(), parts);
} catch (error) {
  sayFailure('WiFi Chat did not start.', error);
  await end(1);
}
