import { expect, test } from 'vitest';
import { unregisterRequest } from '../../src/protocol/account.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { PLACE } from '../../src/protocol/config-vars.ts';
import { readEvent } from '../../src/protocol/event.ts';
import { reportIncidentRequest } from '../../src/protocol/incident.ts';
import { readItemsAnswer } from '../../src/protocol/items-answer.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { ownReportsRequest, readOwnReports } from '../../src/protocol/own-reports.ts';
import { appointRequest } from '../../src/protocol/place-moderators.ts';
import {
  configureRequest,
  itemRequest,
  metadataRequest,
  publishRequest,
  registerRequest,
  retractRequest,
  STATUS,
  subscribeRequest,
  topicsRequest,
  unsubscribeRequest,
} from '../../src/protocol/pubsub.ts';
import {
  createRequest,
  setAffiliationRequest,
  setSubscriptionRequest,
} from '../../src/protocol/pubsub-owner.ts';
import { reportRequest } from '../../src/protocol/report.ts';
import { readPageInfo } from '../../src/protocol/rsm.ts';
import { child, childrenOf, type Element, el } from '../../src/protocol/xml.ts';
import { DAY } from '../../src/server/service/days.ts';
import { forgetOld } from '../../src/server/service/forget-old.ts';
import { addMedia } from '../../src/server/service/media.ts';
import { findChannel } from '../../src/server/storage/channels.ts';
import { findMedia } from '../../src/server/storage/media.ts';
import { findNode, type NodeRow } from '../../src/server/storage/nodes.ts';
import { insertWithheld } from '../../src/server/storage/withheld.ts';
import { channelService, WELCOME } from './channel-service.ts';

const THANDI = 'thandi@example.org';
const remove = el(NS.REGISTER, 'query', {}, el(NS.REGISTER, 'remove'));

async function town() {
  const service = await channelService();
  for (const who of ['admin', 'thandi', 'piet']) await service.ok(who, 'set', registerRequest());
  return service;
}

test('own channel, own posts and own places go, others’ stay, and followers are told', async () => {
  const service = await town();
  await service.ok('piet', 'set', subscribeRequest(THANDI, 'piet@example.org'));
  await service.ok('thandi', 'set', subscribeRequest('piet@example.org', THANDI));
  const post = (who: string, channel: string, id: string, parent?: string) =>
    service.ok(who, 'set', publishRequest(channel, { id, text: id, ...(parent && { parent }) }));
  for (let n = 1; n <= 120; n += 1) await post('thandi', WELCOME, `t${n}`);
  await post('piet', WELCOME, 'kept');
  await post('piet', WELCOME, 'answer', 't1');
  await post('thandi', WELCOME, 'comment', 'kept');
  await post('thandi', THANDI, 'own');
  for (const who of ['piet', 'thandi']) await service.online(who);

  await service.ok('thandi', 'set', remove);

  const kinds = (await service.pushes('piet')).map((message) => readEvent(message)?.kind);
  expect(kinds.filter((kind) => kind === 'retracted')).toHaveLength(122);
  expect(kinds.filter((kind) => kind === 'deleted')).toHaveLength(1);
  // Of welcome, as all who follow it, and of his own.
  expect(kinds.filter((kind) => kind === 'membership')).toHaveLength(2);
  expect(await service.refused('piet', 'get', metadataRequest(THANDI))).toBe(
    'cancel/item-not-found',
  );
  const topics = await service.ok('piet', 'get', topicsRequest(WELCOME, {}));
  expect(readPageInfo(topics)?.count).toBe(1);
  expect(await service.refused('piet', 'get', itemRequest(WELCOME, 'kept'))).toBe('accepted');
  expect(await service.refused('piet', 'get', metadataRequest('piet@example.org'))).toBe(
    'accepted',
  );
  const own = el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'subscriptions'));
  const answer = await service.ok('thandi', 'get', own);
  expect(childrenOf(child(answer, 'subscriptions') as Element)).toEqual([]);
  expect(await service.refused('thandi', 'set', remove)).toBe('auth/registration-required');
  // And one may come back.
  await service.ok('thandi', 'set', registerRequest());
  expect(
    await service.refused('thandi', 'set', publishRequest(WELCOME, { id: 'x', text: 'x' })),
  ).toBe('accepted');
});

test('nobody leaves their own channel, whoever else owns it: it goes with them', async () => {
  const service = await town();
  const piet = 'piet@example.org';
  await service.ok('piet', 'set', subscribeRequest(THANDI, piet));
  await service.ok('thandi', 'set', setAffiliationRequest(THANDI, piet, 'owner'));
  expect(await service.refused('thandi', 'set', unsubscribeRequest(THANDI, THANDI))).toBe(
    'cancel/not-allowed +node-must-have-owner',
  );
  await service.ok('thandi', 'set', remove);
  expect(await service.refused('piet', 'get', metadataRequest(THANDI))).toBe(
    'cancel/item-not-found',
  );
});

test.each(['remove', 'keep'] as const)(
  'of what a person said of themselves nothing stays: %s',
  async (fate) => {
    const service = await town();
    const said = configChangeForm({ title: 'Thandi M.', description: 'Born in Temba' });
    await service.ok('thandi', 'set', configureRequest(THANDI, said));
    await service.ok('thandi', 'set', publishRequest(THANDI, { id: 's', text: 'Ill' }, STATUS));
    await service.ok('thandi', 'set', unregisterRequest(fate));
    const rows = await service.ctx.database.read((reader) =>
      reader.all('SELECT * FROM channels WHERE jid = ?', THANDI),
    );
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toMatch(/Thandi M|Temba|Ill/);
  },
);

test('who made a channel, and whom they invited, is not told any more', async () => {
  const service = await town();
  const club = 'club@topics.example.org';
  const [piet, lena] = ['piet@example.org', 'lena@example.org'];
  await service.ok('lena', 'set', registerRequest());
  await service.ok('admin', 'set', appointRequest('tshwane', THANDI, true));
  const config = configChangeForm({ title: 'Club', vars: { [PLACE]: 'tshwane' } });
  await service.ok('thandi', 'set', createRequest(club, config));
  await service.ok('piet', 'set', subscribeRequest(club, piet));
  await service.ok('thandi', 'set', setAffiliationRequest(club, piet, 'owner'));
  await service.ok('thandi', 'set', setSubscriptionRequest(club, lena, 'invited'));
  await service.ok('thandi', 'set', unregisterRequest('keep'));
  const left = await service.ctx.database.read(async (reader) => [
    await reader.all('SELECT creator FROM channels WHERE jid = ?', club),
    await reader.all(
      `SELECT invited_by FROM memberships WHERE jid = ? AND subscription = 'invited'`,
      lena,
    ),
  ]);
  expect(left).toEqual([[{ creator: '' }], [{ invited_by: null }]]);
});

test.each(['remove', 'keep'] as const)(
  'what another device writes meanwhile goes, too: %s',
  async (fate) => {
    const service = await town();
    await service.ok('thandi', 'set', publishRequest(WELCOME, { id: 'one', text: 'one' }));
    const database = service.ctx.database as { write: typeof service.ctx.database.write };
    const { write } = database;
    let writes = 0;
    database.write = async (work) => {
      writes += 1;
      // What they wrote is gone; what ends all else is about to begin.
      if (writes === 3) {
        database.write = write;
        await service.ok(
          `${THANDI}/tablet`,
          'set',
          publishRequest(WELCOME, { id: 'two', text: 'two' }),
        );
      }
      return write(work);
    };
    await service.ok('thandi', 'set', unregisterRequest(fate));
    expect(writes).toBe(3);
    const answer = await service.ok('piet', 'get', topicsRequest(WELCOME, {}));
    const { items } = readItemsAnswer(el(NS.CLIENT, 'iq', {}, answer), WELCOME);
    expect(items.map(({ author }) => author)).not.toContain(THANDI);
    expect(items).toHaveLength(fate === 'keep' ? 2 : 0);
  },
);

test('what was written elsewhere may stay, without the name, and followers are told', async () => {
  const service = await town();
  const post = (who: string, channel: string, id: string, parent?: string) =>
    service.ok(who, 'set', publishRequest(channel, { id, text: id, ...(parent && { parent }) }));
  for (let n = 1; n <= 60; n += 1) await post('thandi', WELCOME, `t${n}`);
  await post('piet', WELCOME, 'answer', 't1');
  await post('thandi', THANDI, 'own');
  await service.online('piet');

  await service.ok('thandi', 'set', unregisterRequest('keep'));

  const events = (await service.pushes('piet')).map((message) => readEvent(message));
  const told = events.flatMap((event) => (event?.kind === 'published' ? event.items : []));
  expect(told.map(({ author }) => author)).toEqual(
    Array.from({ length: 60 }, () => 'gone@channels.example.org'),
  );
  // Each is what it was, where it was.
  const topics = el(NS.PUBSUB, 'items', { node: `/user/${WELCOME}/posts`, max_items: 100 });
  const answer = await service.ok('piet', 'get', el(NS.PUBSUB, 'pubsub', {}, topics));
  const { items } = readItemsAnswer(el(NS.CLIENT, 'iq', {}, answer), WELCOME);
  expect(items).toHaveLength(61);
  expect(items.find(({ id }) => id === 't1')).toMatchObject({ text: 't1', replies: 1 });
  expect(JSON.stringify(items)).not.toContain('thandi');
  expect(await service.refused('piet', 'get', metadataRequest(THANDI))).toBe(
    'cancel/item-not-found',
  );
  // Nobody owns them by coming back.
  await service.ok('thandi', 'set', registerRequest());
  expect(await service.refused('thandi', 'set', retractRequest(WELCOME, 't1'))).toBe(
    'auth/forbidden',
  );
});

test('who rated what others rated who left before may leave, too; and reports of it are answered', async () => {
  const service = await town();
  await service.ok('admin', 'set', publishRequest(WELCOME, { id: 'topic', text: 'Rate me' }));
  const id = `tag:channels.example.org,/user/${WELCOME}/posts,topic`;
  for (const who of ['thandi', 'piet']) {
    const entry = ratingOf(id, who);
    const item = el(
      NS.PUBSUB,
      'publish',
      { node: `/user/${WELCOME}/posts` },
      el(NS.PUBSUB, 'item', { id: who }, entry),
    );
    await service.ok(who, 'set', el(NS.PUBSUB, 'pubsub', {}, item));
  }
  await service.ok('reader', 'set', registerRequest());
  const report = {
    channel: WELCOME,
    item: 'piet',
    token: 'r1',
    rule: 'insult',
    reason: '',
  } as const;
  await service.ok('reader', 'set', reportRequest(report));

  for (const who of ['thandi', 'piet']) await service.ok(who, 'set', unregisterRequest('keep'));

  const answer = await service.ok('reader', 'get', itemRequest(WELCOME, 'piet'));
  const { items } = readItemsAnswer(el(NS.CLIENT, 'iq', {}, answer), WELCOME);
  expect(items).toMatchObject([{ author: 'gone@channels.example.org', text: 'rating:4.0' }]);
  await service.ok('admin', 'set', retractRequest(WELCOME, 'piet'));
  const { reply } = await service.ask('reader', 'get', ownReportsRequest());
  expect(readOwnReports(reply)).toMatchObject([{ state: 'acted' }]);
});

const ratingOf = (target: string, id: string) =>
  el(
    NS.ATOM,
    'entry',
    {},
    el(NS.ATOM, 'id', {}, id),
    el(NS.ATOM, 'content', {}, 'good'),
    el(NS.THREAD, 'in-reply-to', { ref: 'topic' }),
    el(NS.ACTIVITY, 'target', {}, el(NS.ACTIVITY, 'id', {}, target)),
    el(NS.REVIEW, 'rating', {}, '4'),
  );

test('a group that others follow needs another owner first; one that nobody follows goes', async () => {
  const service = await town();
  const [club, empty] = ['club@topics.example.org', 'empty@topics.example.org'];
  for (const channel of [club, empty]) {
    await service.ok('admin', 'set', createRequest(channel, configChangeForm({})));
  }
  await service.ok('thandi', 'set', subscribeRequest(club, THANDI));
  await service.ok('admin', 'set', publishRequest(WELCOME, { id: 'a', text: 'a' }));
  const refused = () => service.refused('admin', 'set', remove);
  expect(await refused()).toBe('cancel/not-allowed +node-must-have-owner');
  expect(await service.refused('piet', 'get', itemRequest(WELCOME, 'a'))).toBe('accepted');
  for (const channel of [club, WELCOME]) {
    await service.ok('admin', 'set', setAffiliationRequest(channel, THANDI, 'owner'));
  }
  expect(await refused()).toBe('accepted');
  expect(await service.refused('thandi', 'get', metadataRequest(club))).toBe('accepted');
  expect(await service.refused('thandi', 'get', metadataRequest(empty))).toBe(
    'cancel/item-not-found',
  );
});

test('a photo whose post or report never went goes after a month, and counts no more', async () => {
  const service = await town();
  const unused: string[] = [];
  const ctx = Object.assign(service.ctx, {
    filesUnused: (names: readonly string[]) => unused.push(...names),
  });
  const thandi = { jid: THANDI, fullJid: `${THANDI}/phone`, isLocal: true };
  const put = (id: string, kind: 'photo' | 'avatar' | 'incident', channel = THANDI) => {
    const file = { type: 'image/jpeg', width: 240, height: 240, bytes: 10, sha256: `of-${id}` };
    const words = { fileName: '', title: '', description: '' };
    const picture = { id, kind, files: [file], ...words };
    return addMedia(ctx, thandi, channel, picture, { site: 10_000, person: 10_000 });
  };
  await put('face', 'avatar');
  for (const id of ['report', 'unsent']) await put(id, 'incident');
  const hole = { about: 'roads', text: 'A hole', where: 'Church St', channel: '' } as const;
  const report = { ...hole, account: '', open: false, photo: { id: 'report', alt: '' } };
  await service.ok('thandi', 'set', reportIncidentRequest('r1', report));
  for (const id of ['never', 'posted', 'held']) await put(id, 'photo', WELCOME);
  const post = { id: 'topic', text: 'Look', photos: [{ id: 'posted', alt: '' }] };
  await service.ok('thandi', 'set', publishRequest(WELCOME, post));
  await ctx.database.write(async (writer) => {
    const { id: nodeId } = (await findNode(writer, WELCOME, 'posts')) as NodeRow;
    const held = { nodeId, id: 'h', author: THANDI, why: 'first', since: ctx.now() } as const;
    const photos = [{ id: 'held', alt: '' }];
    await insertWithheld(writer, { ...held, draft: { parent: null, title: '', text: '', photos } });
  });
  const left = async () => {
    const rows = await ctx.database.read((r) => r.all<{ id: string }>('SELECT id FROM media'));
    return rows.map(({ id }) => id).sort();
  };
  service.pass(29 * DAY);
  await put('new', 'photo', WELCOME);
  await forgetOld(ctx);
  expect(await left()).toEqual(['face', 'held', 'never', 'new', 'posted', 'report', 'unsent']);
  service.pass(2 * DAY);
  await forgetOld(ctx);
  expect(await left()).toEqual(['face', 'held', 'new', 'posted', 'report']);
  expect(unused.sort()).toEqual(['of-never', 'of-unsent']);
});

test.each(['keep', 'remove'] as const)(
  'photos that were never posted go, and those that stay have no name: %s',
  async (fate) => {
    const service = await town();
    const unused: string[] = [];
    const ctx = Object.assign(service.ctx, {
      filesUnused: (names: readonly string[]) => unused.push(...names),
    });
    const quota = { site: 10_000, person: 10_000 };
    const put = (who: string, id: string, channel = WELCOME) => {
      const jid = `${who}@example.org`;
      const file = { type: 'image/jpeg', width: 240, height: 240, bytes: 10, sha256: `of-${id}` };
      const words = { fileName: '', title: '', description: '' };
      const photo = { id, kind: 'photo' as const, files: [file], ...words };
      return addMedia(ctx, { jid, fullJid: `${jid}/phone`, isLocal: true }, channel, photo, quota);
    };
    await put('thandi', 'never-posted');
    await put('thandi', 'posted');
    await put('piet', 'of-another');
    const post = { id: 'topic', text: 'Look', photos: [{ id: 'posted', alt: '' }] };
    await service.ok('thandi', 'set', publishRequest(WELCOME, post));

    await service.ok('thandi', 'set', unregisterRequest(fate));

    const left = await ctx.database.read(async (reader) => {
      const { id = 0 } = (await findChannel(reader, WELCOME)) ?? {};
      const authors: (string | undefined)[] = [];
      for (const each of ['never-posted', 'posted', 'of-another']) {
        authors.push((await findMedia(reader, id, each))?.author);
      }
      return authors;
    });
    const posted = fate === 'keep' ? 'gone@channels.example.org' : undefined;
    expect(left).toEqual([undefined, posted, 'piet@example.org']);
    const gone = fate === 'keep' ? ['of-never-posted'] : ['of-never-posted', 'of-posted'];
    expect(unused.sort()).toEqual(gone);
    // What was on its way meanwhile.
    await expect(put('thandi', 'late')).rejects.toMatchObject({
      condition: 'registration-required',
    });
  },
);

test('a ban outlives it', async () => {
  const service = await town();
  await service.ok('admin', 'set', setAffiliationRequest(WELCOME, THANDI, 'outcast'));
  await service.ok('thandi', 'set', remove);
  await service.ok('thandi', 'set', registerRequest());
  expect(await service.refused('thandi', 'get', topicsRequest(WELCOME, {}))).toBe('auth/forbidden');
});

test.each([
  [
    'with something else',
    'thandi',
    [el(NS.REGISTER, 'remove'), el(NS.REGISTER, 'username')],
    'modify/bad-request',
  ],
  [
    'with what is not ours',
    'thandi',
    [el(NS.REGISTER, 'remove'), el(NS.REGISTER, 'keep')],
    'modify/bad-request',
  ],
  ['something else alone', 'thandi', [el(NS.REGISTER, 'username')], 'modify/bad-request'],
  ['unknown', 'nobody', [el(NS.REGISTER, 'remove')], 'auth/registration-required'],
  ['without an account', 'x@anon.example.org', [el(NS.REGISTER, 'remove')], 'cancel/not-allowed'],
])('refuses: %s', async (_, who, children, expected) => {
  const service = await town();
  const query = el(NS.REGISTER, 'query', {}, ...children);
  expect(await service.refused(who, 'set', query)).toBe(expected);
});
