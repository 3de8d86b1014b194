import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startEjabberd } from '../../../bench/server/hosts/ejabberd.ts';
import { SECRET } from '../../../bench/server/hosts/host.ts';
import { NS } from '../../../src/protocol/namespaces.ts';
import type { Element } from '../../../src/protocol/xml.ts';
import { distribute } from '../../../src/server/component/distribute.ts';
import { ComponentLink } from '../../../src/server/component/link.ts';
import { MulticastFinder } from '../../../src/server/component/multicast-finder.ts';
import { connect, type XmppClient } from '../../../src/server/stream/client.ts';
import { openXmppServer } from '../../../src/server/xmpp-server/xmpp-server.ts';
import { eventually } from '../../harness/eventually.ts';

export const DOMAIN = 'localhost';
export const SERVICE = `channels.${DOMAIN}`;

/** A server with our module in it, and the link of a channel service to it. */
export interface CopyingServer {
  /** Of its WebSocket, without the path. */
  readonly url: string;
  readonly link: ComponentLink;
  readonly finder: MulticastFinder;
  /** Signs somebody in, with a new account; until the end of the test. */
  person(username: string): Promise<XmppClient>;
  /** Sends an event to those, as the service sends pushes; gives the stanzas that it took. */
  push(id: string, receivers: readonly string[], after?: string): readonly string[];
  stop(): Promise<void>;
}

interface Host {
  readonly url: string;
  readonly port: number;
  readonly secret: string;
  stop(): Promise<void>;
}

/** Prosody, as a site has it. */
export const prosody = () =>
  inFolder(async (folder) => {
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const server = await openXmppServer({ dataDir: folder, domain: DOMAIN, limits: false, log });
    await server.start();
    const { port, channelsSecret: secret } = server.link;
    const url = `http://${server.http.host}:${server.http.port}`;
    return { url, port, secret, stop: () => server.stop() };
  });

/** ejabberd, as it is measured. */
export const ejabberd = () =>
  inFolder(async (folder) => {
    const { url, componentPort: port, stop } = await startEjabberd(folder);
    return { url, port, secret: SECRET, stop };
  });

async function inFolder(start: (folder: string) => Promise<Host>): Promise<CopyingServer> {
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-multicast-'));
  const host = await start(folder);
  const { url, port, secret } = host;
  const send = (stanza: Element) => link.send(stanza);
  const finder = new MulticastFinder(SERVICE, DOMAIN, send, () => undefined);
  const link = new ComponentLink({
    ...{ host: '127.0.0.1', port, secret, domain: SERVICE },
    onStanza: (stanza) => finder.receive(stanza),
    onOnline: () => finder.linkUp(),
    onOffline: () => undefined,
  });
  link.start();
  await eventually(() => finder.current);
  return {
    ...{ url, link, finder },
    async person(username) {
      const account = { username, password: 'secret-pass', register: true };
      const client = await connect({ url, domain: DOMAIN, ...account });
      onTestFinished(() => client.close());
      return client;
    },
    push(id, receivers, after = '') {
      const body = `<event xmlns="${NS.PUBSUB_EVENT}" id="${id}">é&amp;<end/></event>${after}`;
      const stanzas = distribute({ from: SERVICE, body }, receivers, DOMAIN, finder.current);
      for (const xml of stanzas) link.sendText(xml);
      return stanzas;
    },
    async stop() {
      await link.stop();
      await host.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
