import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connect, XmppClient } from '../../src/server/stream/client.ts';
import { pathsIn } from '../../src/server/xmpp-server/paths.ts';
import { isProsody, spawnProsody } from '../../src/server/xmpp-server/prosody-process.ts';
import { eventually } from '../harness/eventually.ts';
import { freePort } from '../harness/free-port.ts';
import { Site, startSite } from '../harness/site.ts';

let site: Site;

beforeEach(async () => {
  site = await startSite();
});

afterEach(() => site.stop());

/** Starts what cannot start; gives what it printed once it has ended. */
async function refusedStart(env: Record<string, string>): Promise<{ code: number; said: string }> {
  const refused = new Site(await freePort(), env);
  refused.spawn();
  await refused.exited();
  const answer = { code: refused.process.exitCode ?? -1, said: refused.output };
  if (env.DATA_DIR === undefined) await refused.stop();
  return answer;
}

describe('stopping', () => {
  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s ends all of it', async (signal) => {
    expect(site.prosodyPid).not.toBeNull();
    expect(await site.kill(signal)).toBe(0);
    expect(site.prosodyPid).toBeNull();
    // Nothing that an operator would have to look at.
    expect(site.output).toContain('component-offline');
    expect(site.output).not.toMatch(/"level":"(warn|error)"/);
    expect(await site.isReady()).toBe(false);
  });

  test('in the middle of a start, too', async () => {
    await site.kill('SIGTERM');
    site.spawn();
    await eventually(() => fetch(`${site.url}/health`));
    expect(await site.kill('SIGTERM')).toBe(0);
    expect(site.prosodyPid).toBeNull();
  });
});

describe('after kill -9', () => {
  test('the next start goes on with Prosody, and phones resume their streams', async () => {
    const { url, domain } = site;
    const person = { username: 'thandi', password: 'secret-pass' };
    const phone = await connect({ url, domain, ...person, register: true });
    const stream = await phone.enableResumption();
    const prosody = site.prosodyPid;

    await site.kill('SIGKILL');
    expect(site.prosodyPid).toBe(prosody);
    await site.start();
    expect(site.prosodyPid).toBe(prosody);

    const again = new XmppClient(url);
    await again.openStream(domain);
    await again.authenticate('PLAIN', `\0${person.username}\0${person.password}`, domain);
    await again.resume(stream);
    await again.close();
  });

  test('other settings restart Prosody', async () => {
    const prosody = site.prosodyPid as number;
    await site.kill('SIGKILL');
    await site.start({ LIMITS: 'on' });
    expect(site.prosodyPid).not.toBe(prosody);
    expect(site.isProsody(prosody)).toBe(false);
  });

  test('a process that has got the number of our Prosody is left alone', async () => {
    await site.kill('SIGTERM');
    writeFileSync(join(site.dataDir, 'prosody/prosody.pid'), String(process.pid));
    await site.start();
    expect(site.prosodyPid).not.toBe(process.pid);
  });
});

test('who has an account may be named among ADMINS; whose name only looks like one may not', async () => {
  const { url, domain } = site;
  const person = { username: 'thandi', password: 'secret-pass' };
  const phone = await connect({ url, domain, ...person, register: true });
  await phone.close();
  await site.restart({ ADMINS: 'admin thandi' });
  expect(site.output).not.toContain('Username: thandi');
  const again = await connect({ url, domain, ...person });
  await again.close();
  await expect(site.restart({ ADMINS: 'admin thand1' })).rejects.toThrow(
    'thand1 looks like the name of somebody who has an account.',
  );
});

test('the operator reads where people find the site, and on which port it waits for them', async () => {
  const { port } = new URL(site.url);
  expect(site.output).toContain(`WiFi Chat is ready: ${site.url}\nData:`);
  await site.restart({ PUBLIC_URL: 'https://chat.example.org', TRUST_PROXY: '127.0.0.1' });
  expect(site.output).toContain(
    `WiFi Chat is ready: https://chat.example.org\nIt listens on port ${port}.\n`,
  );
});

test('a Prosody that is started again and does not answer is not waited for: another one is', async () => {
  const mute = join(site.dataDir, 'mute');
  const program = join(site.dataDir, 'prosody-first/prosody');
  mkdirSync(dirname(program));
  const path = process.env.PATH ?? '';
  const lines = [
    '#!/bin/sh',
    `if [ -e ${mute} ]; then rm ${mute}; while :; do sleep 1; done; fi`,
    `PATH=${path} exec prosody "$@"`,
  ];
  writeFileSync(program, lines.join('\n'), { mode: 0o755 });
  await site.restart({ PATH: `${dirname(program)}:${path}` });
  writeFileSync(mute, '');
  process.kill(site.prosodyPid as number, 'SIGKILL');
  await eventually(() => !existsSync(mute));
  await eventually(() => site.isReady());
});

test('a Prosody whose number cannot be written down is ended: nobody would find it again', async () => {
  await site.kill('SIGTERM');
  const paths = pathsIn(site.dataDir);
  const pid = join(site.dataDir, 'nowhere/prosody.pid');
  await expect(spawnProsody({ ...paths, pid })).rejects.toThrow('ENOENT');
  const running = () => readdirSync('/proc').some((name) => isProsody(Number(name), paths));
  expect(await eventually(() => !running())).toBe(true);
});

describe('what is in the way', () => {
  const servers: Server[] = [];
  const occupy = (port: number, host?: string) =>
    new Promise<void>((resolve) => {
      servers.push(createServer().listen({ port, host }, resolve));
    });

  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  test('the port: one line, and nothing else is started', async () => {
    const { port } = new URL(site.url);
    expect(await refusedStart({ PORT: port })).toEqual({
      code: 1,
      said:
        `WiFi Chat did not start. Port ${port} is in use by another program. ` +
        'Stop that one, or set PORT to another number.\n',
    });
  });

  test('another WiFi Chat on the same data: one line', async () => {
    const { dataDir } = site;
    expect(await refusedStart({ DATA_DIR: dataDir })).toEqual({
      code: 1,
      said:
        `WiFi Chat did not start. Another WiFi Chat is running on ${dataDir}. ` +
        'Stop it first, or set DATA_DIR to another folder.\n',
    });
    expect(await site.isReady()).toBe(true);
  });

  test('a bad setting: its sentence', async () => {
    expect(await refusedStart({ LIMITS: 'maybe' })).toEqual({
      code: 1,
      said: 'WiFi Chat did not start. LIMITS must be one of on, off, not "maybe".\n',
    });
  });

  test('a file of places with a mistake: its line', async () => {
    const file = join(site.dataDir, 'wards.csv');
    writeFileSync(file, 'id,kind,parent,name\nward-7,ward,nowhere,Ward 7\n');
    const { code, said } = await refusedStart({ PLACES: `south-africa,${file}` });
    expect(code).toBe(1);
    expect(said).toBe(
      'WiFi Chat did not start. PLACES: wards.csv, line 2: there is no place "nowhere" that it could lie in.\n',
    );
  });

  test('a data folder where none can be: one line', async () => {
    const { code, said } = await refusedStart({ DATA_DIR: '/proc/nowhere/data' });
    expect(code).toBe(1);
    expect(said).toMatch(
      /^WiFi Chat did not start\. The data folder \/proc\/nowhere\/data cannot be used: [^\n]*\n$/,
    );
  });

  test.runIf(process.getuid?.() === 0)('a full disk: one line that says so', async () => {
    const disk = mkdtempSync(join(tmpdir(), 'wifi-chat-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40k', 'tmpfs', disk]);
    try {
      const { code, said } = await refusedStart({ DATA_DIR: join(disk, 'data') });
      expect(code).toBe(1);
      expect(said).toMatch(
        /^WiFi Chat did not start\. [^\n]*(?:room on the disk|disk is full)[^\n]*\n$/,
      );
    } finally {
      execFileSync('umount', ['--lazy', disk]);
      rmdirSync(disk);
    }
  });

  test('somebody on a port that Prosody had: it gets another', async () => {
    const before = site.prosodyHttpUrl;
    await site.kill('SIGTERM');
    await occupy(Number(new URL(before).port), '127.0.0.1');
    await site.start();
    expect(site.prosodyHttpUrl).not.toBe(before);
  });
});
