import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, inject, onTestFinished, test } from 'vitest';
import { type Item, nodeOf } from '../../src/protocol/channel.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { FIRST_WAITS } from '../../src/protocol/config-vars.ts';
import {
  configureRequest,
  publishRequest,
  registerRequest,
  retractRequest,
  subscribeRequest,
} from '../../src/protocol/pubsub.ts';
import {
  createRequest,
  deleteRequest,
  setAffiliationRequest,
} from '../../src/protocol/pubsub-owner.ts';
import { Files } from '../../src/server/media/files.ts';
import { decideCase, openCases } from '../../src/server/service/cases.ts';
import { showPost } from '../../src/server/service/hide-post.ts';
import { addMedia, readMedia, removeMedia } from '../../src/server/service/media.ts';
import { publish } from '../../src/server/service/publish.ts';
import { removeItem } from '../../src/server/service/retract.ts';
import { firstChange, lastChange } from '../../src/server/storage/changes.ts';
import type { Database } from '../../src/server/storage/database.ts';
import { findItem, hideItem } from '../../src/server/storage/items.ts';
import { findNode, type NodeRow } from '../../src/server/storage/nodes.ts';
import { openDatabase } from '../../src/server/storage/open.ts';
import { skipUsedNumbers } from '../../src/server/storage/transfer.ts';
import { findWithheld, insertWithheld } from '../../src/server/storage/withheld.ts';
import { exportChannels } from '../../src/transfer/export.ts';
import { importChannels } from '../../src/transfer/import.ts';
import { ADMIN, serviceContext } from '../durability/service-context.ts';
import { createPostgresDatabase } from '../harness/postgres-database.ts';
import { channelService } from './channel-service.ts';

const CLUB = 'club@topics.example.org';
const FACTS = { domain: 'example.org', date: '2026-01-02T00:00:00.000Z' };
const MANY = 1_200;

let folder: string;
/** Pictures of both sites: there are none. */
let files: Files;
let source: Database;

beforeEach(async () => {
  const parent = mkdtempSync(join(tmpdir(), 'wifi-chat-'));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  folder = join(parent, 'export');
  files = new Files(join(parent, 'media'));
  const service = await channelService();
  source = service.ctx.database;
  const say = (who: string, id: string, text: string, parentId?: string, title?: string) =>
    service.ok(
      who,
      'set',
      publishRequest(CLUB, { id, text, parent: parentId ?? null, ...(title && { title }) }),
    );
  await service.ok('thandi', 'set', registerRequest());
  const config = configChangeForm({ title: 'Club', defaultAffiliation: 'publisher' });
  await service.ok('admin', 'set', createRequest(CLUB, config));
  for (const who of ['thandi', 'pieter', 'eve']) {
    await service.ok(who, 'set', subscribeRequest(CLUB, `${who}@example.org`));
  }
  await say('thandi', 'topic', 'Rain <&> "hail" 💧\r\n]]>', undefined, 'Post');
  await say('pieter', 'comment', 'So wet!', 'topic');
  await say('eve', 'spam', 'Buy!');
  await say('thandi', 'gone', 'No matter.', 'topic');
  const later = { id: 'later', text: 'Still wet.', parent: 'topic', onBehalf: 'Gogo' };
  await service.ok('admin', 'set', publishRequest(CLUB, later));
  await service.ok('thandi', 'set', retractRequest(CLUB, 'gone'));
  await service.ok('admin', 'set', retractRequest(CLUB, 'spam'));
  await service.ok('admin', 'set', setAffiliationRequest(CLUB, 'eve@example.org', 'outcast'));
  // One who is banned for a time.
  const until = { until: '2026-01-08T00:00:00.000Z' };
  await service.ok(
    'admin',
    'set',
    setAffiliationRequest(CLUB, 'rude@example.org', 'outcast', until),
  );
  // A post that waits for a moderator.
  const vars = { [FIRST_WAITS]: 'true', 'x-buddycloud#comments_by': 'everyone' };
  await service.ok('admin', 'set', configureRequest(CLUB, configChangeForm({ vars })));
  await service.ok('lena', 'set', subscribeRequest(CLUB, 'lena@example.org'));
  await service.ok('admin', 'set', setAffiliationRequest(CLUB, 'lena@example.org', 'member'));
  await say('lena', 'waits', 'May I?', 'topic');
});

async function emptyDatabase(): Promise<Database> {
  const server = inject('postgres');
  const parent = mkdtempSync(join(tmpdir(), 'wifi-chat-'));
  const file = join(parent, 'channels.sqlite');
  const database = await openDatabase(server ? await createPostgresDatabase(server) : file);
  onTestFinished(async () => {
    await database.close();
    rmSync(parent, { recursive: true });
  });
  return database;
}

/** All that people could tell apart, numbers of rows left out. */
async function contentOf(database: Database) {
  const tables = {
    channels: `SELECT jid, type, title, description, access_model, default_affiliation, created_at,
      updated_at, creator, advertised, ephemeral, vars, activity FROM channels ORDER BY jid`,
    nodes: `SELECT c.jid, n.name FROM nodes n JOIN channels c ON c.id = n.channel_id
      ORDER BY c.jid, n.name`,
    memberships: `SELECT c.jid, m.jid AS member, affiliation, subscription, invited_by, banned_until
      FROM memberships m JOIN channels c ON c.id = m.channel_id ORDER BY c.jid, m.jid`,
    items: `SELECT c.jid, n.name, i.seq, i.id, parent, author, i.title, text, published_at,
      i.activity, replies, target, rating, on_behalf FROM items i JOIN nodes n ON n.id = i.node_id
      JOIN channels c ON c.id = n.channel_id ORDER BY i.seq`,
    tombstones: `SELECT c.jid, n.name, t.id, parent, author, seq, t.activity FROM tombstones t
      JOIN nodes n ON n.id = t.node_id JOIN channels c ON c.id = n.channel_id ORDER BY t.id`,
    withheld: `SELECT c.jid, n.name, w.id, parent, author, why, since, draft, rule, reason
      FROM withheld w JOIN nodes n ON n.id = w.node_id JOIN channels c ON c.id = n.channel_id`,
  };
  const content: Record<string, unknown[]> = {};
  for (const [name, sql] of Object.entries(tables)) {
    content[name] = await database.read((reader) => reader.all(sql));
  }
  return content;
}

test('what file managers leave among the channels is named, and stops nothing', async () => {
  await exportChannels(source, folder, FACTS, files);
  mkdirSync(join(folder, 'channels', '.Spotlight-V100'));
  for (const name of ['.DS_Store', 'Thumbs.db']) {
    writeFileSync(join(folder, 'channels', name), 'x');
  }
  const imported = await importChannels(await emptyDatabase(), folder, 'example.org', files);
  const others = ['.DS_Store', '.Spotlight-V100', 'Thumbs.db'];
  expect(imported).toMatchObject({ channels: 3, items: 3, others });
  // A folder is a channel's: half an export is not brought in.
  mkdirSync(join(folder, 'channels', 'copy'));
  await expect(importChannels(await emptyDatabase(), folder, 'example.org', files)).rejects.toThrow(
    /copy\/channel\.json cannot be read .*Export the channels again\.$/,
  );
});

test('what is exported and imported is the same, numbers of the order included', async () => {
  const written = await exportChannels(source, folder, FACTS, files);
  expect(written).toEqual({ channels: 3, items: 3, pictures: 0 });
  const target = await emptyDatabase();
  const imported = await importChannels(target, folder, 'example.org', files);
  expect(imported).toEqual({ ...written, others: [] });
  const content = await contentOf(target);
  expect(content).toEqual(await contentOf(source));
  expect(content.items).toHaveLength(3);
  expect(content.items?.at(-1)).toMatchObject({ on_behalf: 'Gogo' });
  expect(content.memberships).toContainEqual(
    expect.objectContaining({
      member: 'rude@example.org',
      banned_until: '2026-01-08T00:00:00.000Z',
    }),
  );
  expect(content.tombstones).toHaveLength(2);
  expect(content.withheld).toHaveLength(1);

  // What comes next has a place after all that came.
  const last = await target.read((r) =>
    r.get<{ seq: number }>('SELECT max(seq) AS seq FROM changes'),
  );
  const next = await target.write((w) =>
    w.get<{ seq: number }>(
      `INSERT INTO changes (channel_id, node, kind, subject, at)
       SELECT id, 'posts', 'configured', '', '' FROM channels LIMIT 1 RETURNING seq`,
    ),
  );
  expect(next?.seq).toBeGreaterThan(last?.seq as number);
});

test('no number is given again that phones know from where it was, whatever change it was of', async () => {
  const known = await source.read(lastChange);
  await exportChannels(source, folder, FACTS, files);
  const target = await emptyDatabase();
  await importChannels(target, folder, 'example.org', files);
  // That somebody followed a channel, last of all, no export tells.
  expect(await target.read(lastChange)).toBeLessThan(known);
  await publish(serviceContext(target), ADMIN, nodeOf(CLUB), () => ({
    ...{ id: 'next', title: '', text: 'Next', parent: null },
  }));
  expect(await target.read(lastChange)).toBe(known + 1);
});

test('nor one that a restore passed over where it was: phones know those of after the backup', async () => {
  const passed = (await source.read(lastChange)) + 1_000;
  await source.write((writer) => skipUsedNumbers(writer, passed));
  await exportChannels(source, folder, FACTS, files);
  const target = await emptyDatabase();
  await importChannels(target, folder, 'example.org', files);
  await publish(serviceContext(target), ADMIN, nodeOf(CLUB), () => ({
    ...{ id: 'next', title: '', text: 'Next', parent: null },
  }));
  expect(await target.read(lastChange)).toBe(passed + 1);
});

test('words are found again', async () => {
  await exportChannels(source, folder, FACTS, files);
  const target = await emptyDatabase();
  await importChannels(target, folder, 'example.org', files);
  const words = await target.read((r) =>
    r.get<{ n: number }>('SELECT count(*) AS n FROM item_words'),
  );
  expect(words?.n).toBe(3);
});

test('done twice, it is done once', async () => {
  await exportChannels(source, folder, FACTS, files);
  const target = await emptyDatabase();
  await importChannels(target, folder, 'example.org', files);
  const once = await contentOf(target);
  expect(await importChannels(target, folder, 'example.org', files)).toMatchObject({ items: 0 });
  expect(await contentOf(target)).toEqual(once);
});

test('beside what is there, it comes after it, in its own order', async () => {
  await exportChannels(source, folder, FACTS, files);
  const other = await channelService();
  await other.ok('thandi', 'set', registerRequest());
  const mine = publishRequest('welcome@topics.example.org', { id: 'mine', text: 'First!' });
  await other.ok('thandi', 'set', mine);
  const target = other.ctx.database;
  const before = await target.read((r) =>
    r.get<{ seq: number }>('SELECT max(seq) AS seq FROM changes'),
  );
  await importChannels(target, folder, 'example.org', files);
  const { items = [], tombstones = [] } = (await contentOf(target)) as Record<
    string,
    { id: string; seq: number; activity: number; replies: number }[]
  >;
  expect(items.map(({ id }) => id)).toEqual(['mine', 'topic', 'comment', 'later']);
  const [, topic, , later] = items;
  expect(topic?.seq).toBeGreaterThan(before?.seq as number);
  expect(topic).toMatchObject({ replies: 2, activity: later?.seq });
  expect(tombstones.map(({ id }) => id)).toEqual(['gone', 'spam']);
  await expect(
    other.refused('thandi', 'set', publishRequest(CLUB, { id: 'gone', text: 'Back again' })),
  ).resolves.toBe('cancel/gone');
});

test('what was removed since stays removed', async () => {
  await exportChannels(source, folder, FACTS, files);
  const target = await emptyDatabase();
  await importChannels(target, folder, 'example.org', files);
  await target.write(async (w) => {
    await w.run(
      `INSERT INTO tombstones SELECT node_id, id, parent, author, seq, activity FROM items WHERE id = 'later'`,
    );
    await w.run(`DELETE FROM items WHERE id = 'later'`);
  });
  await importChannels(target, folder, 'example.org', files);
  const { items } = await contentOf(target);
  expect(items).toHaveLength(2);
});

const thandi = { jid: 'thandi@example.org', fullJid: 'thandi@example.org/x', isLocal: true };

/** Publishes a post with a photo in the source. */
async function postPhoto() {
  const sha256 = await files.put(Buffer.from('as if it were one'));
  const file = { type: 'image/jpeg', width: 1, height: 1, bytes: 17, sha256 };
  const ctx = serviceContext(source);
  const words = { fileName: '', title: '', description: '' };
  const picture = { id: 'view', kind: 'photo', files: [file], ...words } as const;
  await addMedia(ctx, thandi, CLUB, picture, { site: 100, person: 100 });
  await publish(ctx, thandi, nodeOf(CLUB), () => ({
    ...{ id: 'look', title: '', text: 'Look!', parent: null, photos: [{ id: 'view', alt: '' }] },
  }));
  return ctx;
}

test('a photo that was removed since stays removed, also where its post stays', async () => {
  await postPhoto();
  await exportChannels(source, folder, FACTS, files);
  const target = await emptyDatabase();
  const count = () => target.read((reader) => reader.all("SELECT id FROM media WHERE id = 'view'"));
  await importChannels(target, folder, 'example.org', files);
  expect(await count()).toHaveLength(1);
  await target.write((writer) => writer.run("DELETE FROM media WHERE id = 'view'"));
  await importChannels(target, folder, 'example.org', files);
  expect(await count()).toEqual([]);
});

test('a channel that took its picture away since shows none', async () => {
  const sha256 = await files.put(Buffer.from('as if it were a face'));
  const file = { type: 'image/jpeg', width: 1, height: 1, bytes: 20, sha256 };
  const words = { fileName: '', title: '', description: '' };
  const face = { id: 'face', kind: 'avatar', files: [file], ...words } as const;
  await addMedia(serviceContext(source), thandi, thandi.jid, face, { site: 100, person: 100 });
  await exportChannels(source, folder, FACTS, files);
  const target = await emptyDatabase();
  const count = () => target.read((reader) => reader.all('SELECT id FROM media'));
  await importChannels(target, folder, 'example.org', files);
  expect(await count()).toHaveLength(1);
  await removeMedia(serviceContext(target), thandi, thandi.jid, 'avatar');
  await importChannels(target, folder, 'example.org', files);
  expect(await count()).toEqual([]);
});

test('a photo of a hidden post stays hidden with it, is shown with it, and goes with it', async () => {
  const ctx = await postPhoto();
  const node = (await source.read((reader) => findNode(reader, CLUB, 'posts'))) as NodeRow;
  const item = (await source.read((reader) => findItem(reader, node.id, 'look'))) as Item;
  const { id, parent, author, title, text, photos = [] } = item;
  await source.write(async (writer) => {
    const draft = { parent, title, text, photos };
    const held = { nodeId: node.id, id, author, why: 'reported', since: FACTS.date } as const;
    await insertWithheld(writer, { ...held, draft });
    await hideItem(writer, node.id, id, item.seq);
  });
  await exportChannels(source, folder, FACTS, files);
  const target = await emptyDatabase();
  const there = { ...ctx, database: target };
  const seen = () =>
    readMedia(there, null, CLUB, 'view').then(
      () => true,
      () => false,
    );
  await importChannels(target, folder, 'example.org', files);
  expect(await seen()).toBe(false);
  const own = (await target.read((reader) => findNode(reader, CLUB, 'posts'))) as NodeRow;
  await target.write((writer) => showPost(there, writer, own, 'look'));
  expect(await seen()).toBe(true);
  // Brought in once more it is neither hidden nor reported again.
  await importChannels(target, folder, 'example.org', files);
  expect(await seen()).toBe(true);
  expect(await target.read((reader) => findWithheld(reader, own.id, 'look'))).toBeUndefined();
  await target.write(async (writer) =>
    removeItem(there, writer, own, (await findItem(writer, own.id, 'look')) as Item),
  );
  await importChannels(target, folder, 'example.org', files);
  expect(await target.read((reader) => reader.all('SELECT id FROM media'))).toEqual([]);
});

test('a post that was reported can be shown again in a channel that was here before, and made later', async () => {
  const node = (await source.read((reader) => findNode(reader, CLUB, 'posts'))) as NodeRow;
  const { author, title, text, seq } = (await source.read((reader) =>
    findItem(reader, node.id, 'topic'),
  )) as Item;
  await source.write(async (writer) => {
    const held = { nodeId: node.id, id: 'topic', author, why: 'reported' } as const;
    const draft = { parent: null, title, text };
    await insertWithheld(writer, { ...held, since: '2025-12-01T00:00:00.000Z', draft });
    await hideItem(writer, node.id, 'topic', seq);
  });
  await exportChannels(source, folder, FACTS, files);
  const there = await channelService();
  const config = configChangeForm({ title: 'Club' });
  await there.ok('admin', 'set', createRequest(CLUB, config));
  await importChannels(there.ctx.database, folder, 'example.org', files);
  const admin = { jid: 'admin@example.org', fullJid: 'admin@example.org/x', isLocal: true };
  const [open] = (await openCases(there.ctx, admin, 0)).cases;
  expect(open).toMatchObject({ item: 'topic', channelTitle: 'Club', hidden: true });
  await decideCase(there.ctx, admin, open?.id ?? 0, 'kept', { reason: '' });
  const own = (await there.ctx.database.read((r) => findNode(r, CLUB, 'posts'))) as NodeRow;
  const shown = await there.ctx.database.read((reader) => findItem(reader, own.id, 'topic'));
  expect(shown).toMatchObject({ text });
  expect(shown?.hidden).toBeUndefined();
});

test('a channel that was deleted since comes back, as another one to who kept posts of it', async () => {
  await exportChannels(source, folder, FACTS, files);
  const other = await channelService();
  const target = other.ctx.database;
  await importChannels(target, folder, 'example.org', files);
  const before = await target.read(lastChange);
  await other.ok('admin', 'set', deleteRequest(CLUB));
  expect(await importChannels(target, folder, 'example.org', files)).toMatchObject({ items: 3 });
  const { items = [] } = await contentOf(target);
  expect(items.map((item) => (item as { id: string }).id)).toEqual(['topic', 'comment', 'later']);
  const [id] = await target.read((r) =>
    r.all<{ id: number }>('SELECT id FROM channels WHERE jid = ?', CLUB),
  );
  expect(await target.read((r) => firstChange(r, id?.id ?? 0))).toBeGreaterThan(before);
});

test(`${MANY} posts go through in pages`, async () => {
  const service = await channelService();
  await service.ok('thandi', 'set', registerRequest());
  for (let n = 0; n < MANY; n += 1) {
    const post = { id: `p${n}`, text: `Number ${n}` };
    await service.ok('thandi', 'set', publishRequest('welcome@topics.example.org', post));
  }
  await exportChannels(service.ctx.database, folder, FACTS, files);
  const target = await emptyDatabase();
  expect((await importChannels(target, folder, 'example.org', files)).items).toBe(MANY);
  expect(await contentOf(target)).toEqual(await contentOf(service.ctx.database));
}, 60_000);

test('feeds are Atom, and threads and removals have their own standards', async () => {
  await exportChannels(source, folder, FACTS, files);
  const feed = readFileSync(join(folder, 'channels', CLUB, 'posts.atom'), 'utf8');
  expect(feed).toMatch(
    /^<\?xml version="1\.0" encoding="utf-8"\?>\n<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom">/,
  );
  const id = (local: string) => `tag:channels.example.org,/user/${CLUB}/posts,${local}`;
  expect(feed).toContain(`<id>${id('topic')}</id>`);
  expect(feed).toContain(
    `<in-reply-to xmlns="http://purl.org/syndication/thread/1.0" ref="${id('topic')}"/>`,
  );
  expect(feed).toContain(
    `<deleted-entry xmlns="http://purl.org/atompub/tombstones/1.0" ref="${id('gone')}" when="2026-`,
  );
  expect(feed).not.toContain('No matter.');
});

test('refusals: a full folder, another site, something broken off', async () => {
  await exportChannels(source, folder, FACTS, files);
  const target = await emptyDatabase();
  await expect(exportChannels(source, folder, FACTS, files)).rejects.toThrow(/is not empty/);
  await expect(importChannels(target, folder, 'other.example', files)).rejects.toThrow(
    /is of example\.org/,
  );
  await expect(importChannels(target, tmpdir(), 'example.org', files)).rejects.toThrow(
    /holds no export/,
  );

  const path = join(folder, 'channels', CLUB, 'posts.atom');
  expect(existsSync(path)).toBe(true);
  writeFileSync(path, readFileSync(path, 'utf8').slice(0, -10));
  await expect(importChannels(target, folder, 'example.org', files)).rejects.toThrow(/is cut off/);
  expect(readdirSync(join(folder, 'channels'))).toHaveLength(3);
  const { items } = await contentOf(target);
  expect(items, 'all of a channel, or nothing of it').toEqual([]);
});
