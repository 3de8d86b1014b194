import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { NS } from '../../../src/protocol/namespaces.ts';
import { connect, XmppClient } from '../../../src/server/stream/client.ts';
import { eventually } from '../../harness/eventually.ts';
import { reach } from '../../harness/reach.ts';
import { startSite } from '../../harness/site.ts';
import { FORBIDDEN } from './forbidden.ts';

const ROUNDS = reach(100);
/** What memory may grow by, in KiB: a parser that expands anything takes far more. */
const GROWTH = 10 * 1024;
const KINDS = Object.entries(FORBIDDEN);

/** The end of a stream (RFC 7395, 3.6). */
const GOODBYE = '<close xmlns="urn:ietf:params:xml:ns:xmpp-framing"/>';

/** Memory of a process that is in use, in KiB. */
function memoryOf(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

test(
  `P3: ${ROUNDS} times each on a phone's socket: refused, and the site goes on`,
  async () => {
    const site = await startSite();
    onTestFinished(() => site.stop());
    const { url, domain } = site;
    const service = `channels.${domain}`;
    const visit = async (name: string, words: string) => {
      // Signed in, as somebody without an account …
      const reader = await connect({ url, domain, anonymous: true });
      reader.sendRaw(words);
      expect(await reader.closed, name).toBeDefined();
      // … and as the first word of a stranger.
      const stranger = new XmppClient(url);
      await stranger.openStream(domain);
      stranger.sendRaw(words);
      expect(await stranger.closed, name).toBeDefined();
    };
    const pids = [site.process.pid, site.prosodyPid] as number[];
    const growthIn = async (wordsOf: (write: (to: string) => string) => string) => {
      const before = pids.map(memoryOf);
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const [name, write] of KINDS) await visit(name, wordsOf(write));
      }
      return pids.map((pid, n) => memoryOf(pid) - (before[n] as number));
    };
    // As many come and go in peace first, and again: what an attack costs is what it takes beyond.
    await growthIn(() => GOODBYE);
    const inPeace = await growthIn(() => GOODBYE);
    const attacked = await growthIn((write) => write(service));
    process.stdout.write(`site, Prosody grew by KiB: ${inPeace} in peace, ${attacked} attacked\n`);
    const grown = attacked.map((kib, n) => kib - Math.max(inPeace[n] as number, 0));
    expect([site.process.pid, site.prosodyPid]).toEqual(pids);
    expect(await site.isReady()).toBe(true);
    for (const kib of grown) expect(kib).toBeLessThan(GROWTH);
  },
  ROUNDS * 20_000 + 60_000,
);

test(
  `P3: ${ROUNDS} times each from a server gone wrong: the link is cut and made anew`,
  async () => {
    const opening = `<?xml version='1.0'?><stream:stream xmlns='${NS.COMPONENT}' xmlns:stream='${NS.STREAMS}' id='1'><handshake/>`;
    let current: Socket | undefined;
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        socket.write(opening);
        current = socket;
      });
    });
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
    });
    const holder = fileURLToPath(new URL('./link-holder.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', holder, String(port)]);
    onTestFinished(() => {
      child.kill('SIGKILL');
      server.close();
    });
    const said: string[] = [];
    createInterface(child.stdout).on('line', (line) => said.push(line));
    const attack = async () => {
      for (const [name, write] of KINDS) {
        const socket = await eventually(() => current);
        current = undefined;
        said.length = 0;
        const good = `<message xmlns="${NS.COMPONENT}" id="good"/>`;
        socket.write(`${good}${write('channels.localhost')}<message id="after"/>`);
        await eventually(() => said.some((line) => line.startsWith('offline')));
        expect(
          said.filter((line) => line.startsWith('stanza')),
          name,
        ).toEqual(['stanza good']);
      }
    };
    await attack();
    const before = memoryOf(child.pid as number);
    for (let round = 0; round < ROUNDS; round += 1) await attack();
    const grown = memoryOf(child.pid as number) - before;
    process.stdout.write(`grown by KiB: link ${grown}\n`);
    expect(child.exitCode).toBeNull();
    expect(grown).toBeLessThan(GROWTH);
  },
  ROUNDS * 20_000 + 60_000,
);
