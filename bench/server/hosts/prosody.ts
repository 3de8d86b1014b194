import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { luaSettings } from '../../../src/server/xmpp-server/lua.ts';
import { pathsIn } from '../../../src/server/xmpp-server/paths.ts';
import { prosodyConfig } from '../../../src/server/xmpp-server/prosody-config.ts';
import { eventually } from '../../../test/harness/eventually.ts';
import { freePort } from '../../../test/harness/free-port.ts';
import { onOneCore } from './cores.ts';
import { ARCHIVE_DOMAIN, DOMAIN, type Host, MAX_ITEMS, PUBSUB_DOMAIN, SECRET } from './host.ts';
import { ProcessGroup } from './process-group.ts';

/**
 * Prosody with the product's own configuration, and its mod_pubsub beside our components: both are
 * measured in one process, with the same settings and the same sessions.
 */
export async function startProsody(dataDir: string): Promise<Host> {
  const paths = pathsIn(dataDir);
  mkdirSync(paths.folder, { recursive: true });
  const ports = { c2s: await freePort(), http: await freePort(), component: await freePort() };
  const config = prosodyConfig({
    domain: DOMAIN,
    limits: false,
    guarded: [],
    asRoot: process.getuid?.() === 0,
    paths,
    ports,
    secrets: { channels: SECRET, topics: SECRET, media: SECRET },
  });
  writeFileSync(paths.config, `${config}\n${pubsub()}`);
  const command = onOneCore(['prosody', '-F', '--config', paths.config]);
  const group = new ProcessGroup(command, {
    cwd: paths.folder,
    output: join(paths.folder, 'output'),
  });
  const url = `http://127.0.0.1:${ports.http}`;
  await eventually(async () => (await fetch(`${url}/xmpp-websocket`)).ok);
  return { name: 'Prosody', url, componentPort: ports.component, stop: () => group.stop() };
}

/**
 * Items lie where Prosody puts them by default, which is faster than the SQL of our settings; save
 * where there are ten thousand: each publish takes longer there, and filling a node would take hours.
 */
function pubsub(): string {
  const settings = { pubsub_max_items: MAX_ITEMS, admins: [`poster@${DOMAIN}`] };
  const quick = luaSettings({ ...settings, storage: 'internal' }, '  ');
  const large = luaSettings(settings, '  ');
  return `Component "${PUBSUB_DOMAIN}" "pubsub"\n${quick}Component "${ARCHIVE_DOMAIN}" "pubsub"\n${large}`;
}
