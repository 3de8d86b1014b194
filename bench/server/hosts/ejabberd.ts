import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '../../../test/harness/eventually.ts';
import { freePort } from '../../../test/harness/free-port.ts';
import { onOneCore } from './cores.ts';
import { ARCHIVE_DOMAIN, DOMAIN, type Host, MAX_ITEMS, PUBSUB_DOMAIN, SECRET } from './host.ts';
import { ProcessGroup } from './process-group.ts';

/** The user that Debian's package makes; its programs refuse any other. */
const USER = 'ejabberd';
/** The product's own module for it. */
const MULTICAST = '../../../src/server/xmpp-server/ejabberd/mod_channel_multicast.erl';

/** Whether it is installed, and may become the only user that it runs as. */
export function canRunEjabberd(): boolean {
  const { status } = spawnSync('which', ['ejabberdctl', 'erlc']);
  return status === 0 && process.getuid?.() === 0;
}

/** ejabberd with its mod_pubsub and our components, on files of its own in `folder`. */
export async function startEjabberd(folder: string): Promise<Host> {
  const ports = { http: await freePort(), component: await freePort(), erlang: await freePort() };
  const config = join(folder, 'ejabberd.yml');
  writeFileSync(config, JSON.stringify(settings(ports)));
  writeFileSync(
    join(folder, 'ejabberdctl.cfg'),
    `ERL_DIST_PORT=${ports.erlang}\nERL_OPTIONS="-pa ${folder}"\n`,
  );
  execFileSync('erlc', ['-o', folder, fileURLToPath(new URL(MULTICAST, import.meta.url))]);
  chmodSync(folder, 0o755);
  execFileSync('chown', ['-R', USER, folder]);
  const control = [
    ...['ejabberdctl', '--config-dir', folder, '--config', config, '--logs', folder],
    ...['--ctl-config', join(folder, 'ejabberdctl.cfg'), '--spool', join(folder, 'spool')],
    ...['--node', 'measured@localhost', 'foreground'],
  ];
  // Without a log-in, which would take the number of open files down to a thousand.
  const becomeUser = [
    ...['setpriv', `--reuid=${USER}`, `--regid=${USER}`, '--init-groups'],
    ...['env', `HOME=${folder}`],
  ];
  const group = new ProcessGroup(onOneCore([...becomeUser, ...control]), {
    cwd: folder,
    output: join(folder, 'output'),
  });
  const url = `http://127.0.0.1:${ports.http}`;
  // Any answer will do: it has none for what is no WebSocket.
  await eventually(async () => (await fetch(`${url}/xmpp-websocket`)).status > 0, 30_000);
  return { name: 'ejabberd', url, componentPort: ports.component, stop: () => group.stop() };
}

/** Written as JSON, which is YAML. Nothing is slowed, nothing is logged but warnings. */
function settings(ports: { http: number; component: number }): object {
  const listener = { ip: '127.0.0.1', max_stanza_size: 4 * 1024 * 1024 };
  return {
    loglevel: 'warning',
    hosts: [DOMAIN],
    auth_password_format: 'scram',
    registration_timeout: 'infinity',
    listen: [
      {
        ip: listener.ip,
        port: ports.http,
        module: 'ejabberd_http',
        request_handlers: { '/xmpp-websocket': 'ejabberd_http_ws' },
      },
      {
        ...listener,
        port: ports.component,
        module: 'ejabberd_service',
        // For any host: named here, each link would be given the stanzas of all of them.
        password: SECRET,
      },
    ],
    modules: {
      mod_disco: {},
      mod_register: { access: 'all' },
      mod_stream_mgmt: {},
      mod_channel_multicast: { from: `channels.${DOMAIN}` },
      mod_pubsub: {
        hosts: [PUBSUB_DOMAIN, ARCHIVE_DOMAIN],
        access_createnode: 'all',
        max_items_node: MAX_ITEMS,
      },
    },
  };
}
