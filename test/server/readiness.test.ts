import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { pathsIn } from '../../src/server/xmpp-server/paths.ts';
import { prosodyReady } from '../../src/server/xmpp-server/readiness.ts';

test('who takes connections and answers none is not waited for for ever', async () => {
  const mute = createServer((socket) => {
    socket.on('error', () => undefined);
    // It hears all, and stands still.
    socket.resume();
  });
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => mute.close(() => resolve())));
  const { port } = mute.address() as AddressInfo;
  const prosody = spawn('sleep', ['1000']);
  const ports = { c2s: port, http: port, component: port };
  const asked = prosodyReady(prosody.pid as number, ports, pathsIn('/nowhere'));
  prosody.kill('SIGKILL');
  await Promise.all([once(prosody, 'exit'), expect(asked).rejects.toThrow('ended')]);
});
