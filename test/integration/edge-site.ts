import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Edge, type EdgeOptions, startEdge } from '../../src/server/edge/edge.ts';
import { createLog } from '../../src/server/log.ts';
import { openXmppServer, type XmppServer } from '../../src/server/xmpp-server/xmpp-server.ts';

/** A real Prosody behind a real edge, without a channel service, inside the test's own process. */
export interface EdgeSite {
  readonly edge: Edge;
  readonly xmpp: XmppServer;
  readonly url: string;
  readonly dataDir: string;
  readonly logged: readonly string[];
  stop(): Promise<void>;
}

export async function startEdgeSite(options: Partial<EdgeOptions> = {}): Promise<EdgeSite> {
  const dataDir = mkdtempSync(join(tmpdir(), 'wifi-chat-'));
  const logged: string[] = [];
  const log = createLog((line) => logged.push(line));
  const domain = 'localhost';
  const limits = options.limits ?? true;
  const xmpp = await openXmppServer({ dataDir, domain, limits, log });
  await xmpp.start();
  writeFileSync(join(dataDir, 'index.html'), '<!doctype html>');
  const edge = await startEdge({
    ...{ port: 0, domain, limits, log, publicDir: dataDir, trustProxy: [], xmpp: xmpp.http },
    isOpen: () => xmpp.isReady(),
    health: () => ({ xmpp: xmpp.isReady() }),
    ...options,
  });
  const stop = async () => {
    await edge.stop();
    await xmpp.stop();
    rmSync(dataDir, { recursive: true });
  };
  return { edge, xmpp, url: `http://localhost:${edge.port}`, dataDir, logged, stop };
}
