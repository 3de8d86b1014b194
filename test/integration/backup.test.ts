import { execFileSync } from 'node:child_process';
import {
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { connect } from '../../src/server/stream/client.ts';
import { createPostgresDatabase } from '../harness/postgres-database.ts';
import { runProgram } from '../harness/run-program.ts';
import { type Site, startSite } from '../harness/site.ts';
import { MediaPerson } from './media-people.ts';
import { plain } from './pictures.ts';
import { PASSWORD, readEverything, Writers } from './writers.ts';

const CLIENTS = 5;

let folder: string;
let file: string;
let site: Site;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wifi-chat-'));
  file = join(folder, 'backup.tar.gz');
  site = await startSite();
});

afterAll(async () => {
  await site.stop();
  rmSync(folder, { recursive: true });
});

const freshFolder = () => mkdtempSync(join(folder, 'data-'));

/** Backs a site up while people write, and gives what it had acknowledged before. */
async function backUpWhileWriting(from: Site, env: Record<string, string>, target: string) {
  const writers = await Writers.join(from, CLIENTS);
  writers.start();
  await writers.wrote(2 * CLIENTS);
  const before = new Map(writers.acknowledged);
  const said = await runProgram('backup', { DATA_DIR: from.dataDir, ...env }, target);
  const after = writers.acknowledged.size;
  await writers.stop();
  return { before, after, said, writers };
}

async function expectEverything(restored: Site, before: Map<string, string>, password: string) {
  const stored = await readEverything(restored, `welcome@topics.${restored.domain}`);
  const lost = [...before].filter(([id, text]) => stored.get(id)?.text !== text);
  expect(lost).toEqual([]);
  const { url, domain } = restored;
  for (let n = 0; n < CLIENTS; n += 1) {
    const writer = { username: `writer${n}`, password: PASSWORD };
    await (await connect({ url, domain, ...writer })).close();
  }
  await (await connect({ url, domain, username: 'admin', password })).close();
}

/** Puts a picture up and gives its path. */
async function putPicture(at: Site): Promise<string> {
  const person = await MediaPerson.join(at);
  const { get } = await person.put(await plain());
  await person.client.close();
  return new URL(get).pathname;
}

test('made while people write, a backup holds all that was acknowledged before', async () => {
  const picture = await putPicture(site);
  // Of a backup that was killed: no process has so high a number (proc_pid(5), pid_max).
  mkdirSync(join(site.dataDir, 'backup-4194305-left'));
  const { before, after, said, writers } = await backUpWhileWriting(site, {}, file);
  expect(said).toEqual({
    code: 0,
    output: expect.stringMatching(/^Backed up to .*backup\.tar\.gz/),
  });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(before.size).toBeGreaterThan(CLIENTS);
  expect(after, 'people went on writing meanwhile').toBeGreaterThan(before.size);

  const dataDir = freshFolder();
  const restored = await runProgram('restore', { DATA_DIR: dataDir }, file);
  expect(restored).toEqual({ code: 0, output: expect.stringMatching(/^Restored localhost of 20/) });
  const second = await startSite({ env: { DATA_DIR: dataDir } });
  await expectEverything(second, before, site.adminPassword);
  expect((await fetch(`${second.url}${picture}`)).status).toBe(200);
  expect(second.output, 'no account is made anew').not.toContain('Password:');
  await second.stop();
  process.stdout.write(
    `${before.size} acknowledged before the backup, ${after - before.size} while it ran; slowest ${Math.round(writers.slowest)} ms\n`,
  );
});

test('on PostgreSQL, too', async () => {
  const [from, to] = await Promise.all([
    createPostgresDatabase(inject('postgres')),
    createPostgresDatabase(inject('postgres')),
  ]);
  const first = await startSite({ env: { DATABASE_URL: from } });
  const dump = join(folder, 'postgres.tar.gz');
  const { before, said } = await backUpWhileWriting(first, { DATABASE_URL: from }, dump);
  expect(said.code, said.output).toBe(0);
  const { adminPassword } = first;
  await first.stop();

  const env = { DATA_DIR: freshFolder(), DATABASE_URL: to };
  expect(await runProgram('restore', env, dump)).toMatchObject({ code: 0 });
  const refused = await runProgram('restore', { ...env, DATA_DIR: freshFolder() }, dump);
  expect(refused.output).toMatch(/^There is data already: the database that DATABASE_URL names/);
  const second = await startSite({ env });
  await expectEverything(second, before, adminPassword);
  await second.stop();
});

describe('restore refuses', () => {
  const refusal = async (env: Record<string, string>, ...args: string[]) => {
    const { code, output } = await runProgram('restore', env, ...args);
    expect(code).toBe(1);
    return output;
  };

  /** The backup with its parts changed. */
  function changed(name: string, change: (inside: string) => void): string {
    const inside = mkdtempSync(join(folder, 'changed-'));
    execFileSync('tar', ['-xzf', file, '-C', inside]);
    change(inside);
    const target = join(folder, name);
    execFileSync('tar', ['-czf', target, '-C', inside, ...readdirSync(inside)]);
    return target;
  }

  test('while the site runs', async () => {
    expect(await refusal({ DATA_DIR: site.dataDir }, file, '--force')).toMatch(
      /^Another WiFi Chat is running on .* Stop it first/,
    );
    expect(await site.isReady()).toBe(true);
  });

  test('to overwrite, unless it is forced; then it keeps what was there', async () => {
    const env = { DATA_DIR: freshFolder() };
    expect(await runProgram('restore', env, file)).toMatchObject({ code: 0 });
    expect(await refusal(env, file)).toMatch(/^There is data already: .*Give --force/);
    const { code, output } = await runProgram('restore', env, file, '--force');
    expect(code).toBe(0);
    const aside = /lies in (\S+): remove/.exec(output)?.[1] as string;
    expect(statSync(join(aside, 'channels.sqlite')).size).toBeGreaterThan(0);
  });

  test('what a newer version has written', async () => {
    const newer = changed('newer.tar.gz', (inside) => {
      const manifest = join(inside, 'manifest.json');
      const text = readFileSync(manifest, 'utf8').replace(/"schema": \d+/, '"schema": 999');
      writeFileSync(manifest, text);
    });
    expect(await refusal({ DATA_DIR: freshFolder() }, newer)).toMatch(
      /newer WiFi Chat \(schema 999/,
    );
  });

  test('what is damaged', async () => {
    const damaged = changed('damaged.tar.gz', (inside) => {
      const part = join(inside, 'accounts.sqlite');
      const bytes = readFileSync(part);
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
      writeFileSync(part, bytes);
    });
    expect(await refusal({ DATA_DIR: freshFolder() }, damaged)).toMatch(
      /damaged: accounts\.sqlite/,
    );
  });

  test.runIf(process.getuid?.() === 0)('where pictures have a disk of their own', async () => {
    const dataDir = freshFolder();
    const disk = join(dataDir, 'media');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40k', 'tmpfs', disk]);
    try {
      const said = await refusal({ DATA_DIR: dataDir }, file, '--force');
      expect(said).toMatch(/^\S+media is on a disk of its own\. Unmount it/);
      expect(readdirSync(dataDir).sort()).toEqual(['lock', 'media']);
    } finally {
      execFileSync('umount', ['--lazy', disk]);
    }
  });

  test('what is no backup, or of another site', async () => {
    const other = join(folder, 'other.tar.gz');
    writeFileSync(other, 'not a backup');
    for (const none of [other, folder]) {
      expect(await refusal({ DATA_DIR: freshFolder() }, none)).toMatch(
        /^\S+ is no backup of WiFi Chat, .*Nothing was restored\.\n$/,
      );
    }
    expect(await refusal({ DATA_DIR: freshFolder() }, other)).toContain('not in gzip format');
    expect(await refusal({ DATA_DIR: freshFolder() })).toMatch(/^Name the backup/);
    expect(await refusal({ DATA_DIR: freshFolder(), DOMAIN: 'chat.example' }, file)).toMatch(
      /^The backup is of localhost, and DOMAIN is chat\.example/,
    );
  });
});

test.runIf(process.getuid?.() === 0)(
  'what root restores into the folder of another user is that user’s',
  async () => {
    const dataDir = freshFolder();
    const [uid, gid] = [65_533, 65_532];
    chownSync(dataDir, uid, gid);
    for (const force of [[], ['--force']]) {
      const { code } = await runProgram('restore', { DATA_DIR: dataDir }, file, ...force);
      expect(code).toBe(0);
      const names = readdirSync(dataDir, { recursive: true, encoding: 'utf8' });
      const others = names.filter((name) => {
        const stats = statSync(join(dataDir, name));
        return stats.uid !== uid || stats.gid !== gid;
      });
      expect([names.length > 5, others]).toEqual([true, []]);
    }
  },
);

test.runIf(process.getuid?.() === 0)(
  'what a link in that folder leads to stays whose it was',
  async () => {
    const [dataDir, elsewhere] = [freshFolder(), freshFolder()];
    const theirs = join(elsewhere, 'passwd');
    writeFileSync(theirs, 'root');
    symlinkSync(elsewhere, join(dataDir, 'link'));
    chownSync(dataDir, 65_533, 65_532);
    expect((await runProgram('restore', { DATA_DIR: dataDir }, file)).code).toBe(0);
    expect([statSync(elsewhere).uid, statSync(theirs).uid]).toEqual([0, 0]);
    expect(lstatSync(join(dataDir, 'link')).uid).toBe(65_533);
  },
);

test('a backup takes no place of another file, and says where it cannot be', async () => {
  const notes = join(folder, 'notes.txt');
  writeFileSync(notes, 'Mine.');
  const env = { DATA_DIR: site.dataDir };
  expect(await runProgram('backup', env, notes)).toEqual({
    code: 1,
    output: `${notes} is there already. Name another file.\n`,
  });
  expect(readFileSync(notes, 'utf8')).toBe('Mine.');
  expect(await runProgram('backup', env, join(folder, 'none/b.tar.gz'))).toEqual({
    code: 1,
    output: `There is no folder ${join(folder, 'none')}. Make it, or name another file.\n`,
  });
});

test('nothing of a backup is left where it was made, whatever an earlier one left', async () => {
  const left = readdirSync(site.dataDir).filter((name) => /^(backup|restore)-/.test(name));
  expect(left).toEqual([]);
});
