import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Site, startSite } from '../harness/site.ts';
import { type Json, OldClient } from '../xmpp-ftw/old-client.ts';

/** Pages of the original WiFi Chat. */
const PAGE = 30;
const SEARCH_PAGE = 5;

let site: Site;
let service: string;
let welcome: string;
let thandi: OldClient;
let piet: OldClient;

beforeAll(async () => {
  site = await startSite();
  service = `channels.${site.domain}`;
  welcome = `/user/welcome@topics.${site.domain}/posts`;
  thandi = await signUp('thandi');
  piet = await signUp('piet');
  // The first one to use the old library installs it.
}, 300_000);

afterAll(async () => {
  thandi?.signOut();
  piet?.signOut();
  await site.stop();
});

/** Does what the original did at every sign-in. */
async function signUp(username: string): Promise<OldClient> {
  const client = new OldClient();
  await client.signUp(site, username);
  expect((await client.request('discover')).data).toBe(service);
  expect((await client.request('register')).data).toEqual({ registered: true });
  client.tell('presence');
  return client;
}

const nodeOf = (username: string) => `/user/${username}@${site.domain}/posts`;
const jidOf = (user: string) => ({ domain: site.domain, user });
const globalId = (node: string, id: string) => `tag:${service},${node},${id}`;
const localOf = (id: string) => id.split(',')[2] as string;

/** Publishes as the original does; gives the local id. */
async function publish(client: OldClient, node: string, text: string, ref?: string) {
  const content = { atom: { content: text }, ...(ref && { 'in-reply-to': { ref } }) };
  const { id } = (await client.request('publish', { node, content })).data;
  expect(id).toBe(globalId(node, localOf(id)));
  return localOf(id);
}

const textsOf = (items: Json[]) => items.map((item) => item.entry.atom.content.content);

describe('who one is', () => {
  test('own subscriptions and affiliations: the channels, and where one may comment', async () => {
    const subscriptions = (await thandi.request('subscriptions')).data;
    expect(subscriptions).toContainEqual({
      ...{ node: nodeOf('thandi'), subscription: 'subscribed', jid: jidOf('thandi') },
    });
    expect(subscriptions).toContainEqual({
      ...{ node: welcome, subscription: 'subscribed', jid: jidOf('thandi') },
    });
    const affiliations: Json[] = (await thandi.request('affiliations')).data;
    const roles = new Map(affiliations.map((row) => [row.node, row.affiliation]));
    expect(roles.get(nodeOf('thandi'))).toBe('owner');
    expect(roles.get(welcome)).toBe('publisher');
  });

  test('a node’s lists name its followers', async () => {
    const followers: Json[] = (await thandi.request('subscriptions', { node: welcome })).data;
    expect(followers.map((row) => row.jid.user)).toEqual(['admin', 'piet', 'thandi']);
    const roles: Json[] = (await thandi.request('affiliations', { node: welcome })).data;
    expect(roles.map((row) => [row.jid.user, row.affiliation])).toContainEqual(['admin', 'owner']);
  });
});

describe('configuration', () => {
  const valueIn = (fields: Json[], name: string) =>
    fields.find((field) => field.var === name)?.value;

  test('is read of channels and of authors', async () => {
    const channel = (await thandi.request('config.get', { node: welcome })).data;
    expect(valueIn(channel, 'pubsub#title')).toBe('Welcome');
    expect(valueIn(channel, 'pubsub#access_model')).toBe('open');
    expect(valueIn(channel, 'buddycloud#channel_type')).toBe('topic');
    const author = (await piet.request('config.get', { node: nodeOf('thandi') })).data;
    expect(valueIn(author, 'buddycloud#channel_type')).toBe('personal');
  });

  test('is set as the original’s settings page sends it, and others hear of it', async () => {
    const node = nodeOf('thandi');
    await piet.request('subscribe', { node });
    const form = Object.entries({
      'pubsub#title': 'Thandi N.',
      'pubsub#description': 'Water & "roads"',
      'pubsub#access_model': 'open',
      'buddycloud#channel_type': 'personal',
      'buddycloud#default_affiliation': 'publisher',
      'pubsub#type': 'http://www.w3.org/2005/Atom',
    }).map(([name, value]) => ({ var: name, value }));
    await thandi.request('config.set', { node, form });
    const { data } = await piet.push(({ event }) => event.endsWith('push.configuration'));
    expect(data.node).toBe(node);
    for (const fields of [
      data.configuration.fields,
      (await piet.request('config.get', { node })).data,
      (await thandi.request('config.get', { node, owner: true })).data.fields,
    ]) {
      expect(valueIn(fields, 'pubsub#title')).toBe('Thandi N.');
      expect(valueIn(fields, 'pubsub#description')).toBe('Water & "roads"');
      expect(valueIn(fields, 'buddycloud#default_affiliation')).toBe('publisher');
    }
  });

  test('an unknown channel, and another’s configuration, are errors that it reads', async () => {
    const nowhere = `/user/nowhere@topics.${site.domain}/posts`;
    await expect(thandi.request('config.get', { node: nowhere })).rejects.toMatchObject({
      ...{ type: 'cancel', condition: 'item-not-found' },
    });
    const form = [{ var: 'pubsub#title', value: 'Mine' }];
    await expect(piet.request('config.set', { node: welcome, form })).rejects.toMatchObject({
      ...{ type: 'auth', condition: 'forbidden' },
    });
  });
});

describe('topics and comments', () => {
  const topics: string[] = [];
  let discussed: string;

  beforeAll(async () => {
    for (let n = 1; n <= 2 * PAGE + 7; n += 1) {
      topics.push(await publish(thandi, welcome, `topic ${n}`));
    }
    discussed = topics.at(-1) as string;
    for (let n = 1; n <= PAGE + 5; n += 1) {
      await publish(n % 2 ? piet : thandi, welcome, `comment ${n}`, discussed);
    }
  });

  test('topics come in pages until there are as many as the count says', async () => {
    const models: Json[] = [];
    let count = Number.POSITIVE_INFINITY;
    while (models.length < count) {
      const after = models.at(-1)?.id;
      const rsm = { max: PAGE, ...(after && { after }) };
      const answer = await piet.request('retrieve', { node: welcome, parentOnly: true, rsm });
      count = answer.paging.count;
      expect(answer.paging.first).toBe(answer.data[0].id);
      expect(answer.paging.last).toBe(answer.data.at(-1).id);
      expect(answer.data.length).toBeLessThanOrEqual(PAGE);
      models.push(...answer.data);
    }
    expect(count).toBe(topics.length);
    expect(models.map((model) => model.id)).toEqual(topics.toReversed());
  });

  test('one topic by its id, with all that the original shows of it', async () => {
    const answer = await piet.request('retrieve', { node: welcome, id: discussed });
    expect(answer.data).toHaveLength(1);
    const [{ id, node, entry }] = answer.data;
    expect({ id, node }).toEqual({ id: discussed, node: welcome });
    expect(entry.atom).toMatchObject({
      id: globalId(welcome, discussed),
      title: 'Post',
      content: { content: `topic ${topics.length}`, type: 'text' },
      author: { name: `thandi@${site.domain}`, uri: `acct:thandi@${site.domain}` },
    });
    expect(Date.parse(entry.atom.published)).toBeLessThanOrEqual(Date.now());
    expect(entry.atom.updated).toBe(entry.atom.published);
    expect(entry.activity).toMatchObject({
      ...{ verb: 'post', object: { 'object-type': 'note' }, author: { 'object-type': 'person' } },
    });
    // The original takes whatever has this for a comment.
    expect(entry['in-reply-to']).toBeUndefined();
  });

  test('the badge: how many comments, with one of them', async () => {
    const ask = (id: string) =>
      piet.request('items.replies', { node: welcome, id, rsm: { max: 1 } });
    expect((await ask(discussed)).paging.count).toBe(PAGE + 5);
    const none = await ask(topics[0] as string);
    expect(none).toEqual({ data: [], paging: { count: 0 } });
  });

  test('comments come oldest first, the newest page first, and older pages before it', async () => {
    const ask = (before?: string) =>
      piet.request('items.replies', {
        ...{ node: welcome, id: discussed, rsm: { max: PAGE, ...(before && { before }) } },
      });
    const newest = await ask();
    expect(textsOf(newest.data)).toEqual(
      Array.from({ length: PAGE }, (_, index) => `comment ${index + 6}`),
    );
    const older = await ask(newest.paging.first);
    expect(textsOf(older.data)).toEqual([1, 2, 3, 4, 5].map((n) => `comment ${n}`));
    expect(older.paging.count).toBe(PAGE + 5);
    const comment = older.data[0];
    expect(comment.entry.activity.object).toEqual({ 'object-type': 'comment' });
    expect(comment.entry['in-reply-to']).toEqual({ ref: discussed });
    expect(comment.entry.atom.author.uri).toBe(`acct:piet@${site.domain}`);
  });

  test('a thread, recent items and the feed are read as well', async () => {
    const thread = await piet.request('items.thread', {
      ...{ node: welcome, id: discussed, rsm: { max: 3 } },
    });
    expect(textsOf(thread.data)).toEqual([`topic ${topics.length}`, 'comment 1', 'comment 2']);
    const recent = await piet.request('items.recent', { max: 2, parentOnly: true });
    expect(recent.data.map((item: Json) => item.node)).toEqual([welcome, welcome]);
    const feed = await piet.request('items.feed', { rsm: { max: PAGE } });
    expect(feed.data).toHaveLength(PAGE);
  });

  test('search until a page is empty', async () => {
    const found: Json[] = [];
    for (let page = 1; ; page += 1) {
      const fields = { author: `piet@${site.domain}`, content: 'comment', page, rpp: SEARCH_PAGE };
      const form = Object.entries(fields).map(([name, value]) => ({ var: name, value }));
      const { data } = await thandi.request('search.do', { form });
      if (data.results.length === 0) break;
      expect(data.results.length).toBeLessThanOrEqual(SEARCH_PAGE);
      found.push(...data.results);
    }
    expect(found).toHaveLength(Math.ceil((PAGE + 5) / 2));
    expect(found[0].node).toBe(welcome);
    expect(found[0].id).toBe(found[0].entry.atom.id);
    expect(found[0].entry.atom.content.content).toBe(`comment ${PAGE + 5}`);
    expect(found[0].entry['in-reply-to']).toEqual({ ref: discussed });
    const { data } = await thandi.request('search.get');
    const kinds = data.form.fields.map((field: Json) => [field.var, field.type]);
    expect(kinds).toEqual([
      ...[
        ['content', 'text-multi'],
        ['author', 'jid-single'],
      ],
      ...[
        ['page', 'fixed'],
        ['rpp', 'fixed'],
      ],
    ]);
  });
});

describe('pushes', () => {
  beforeEach(() => {
    piet.pushes.length = 0;
  });

  test('another’s post arrives whole, and so does its removal', async () => {
    const topic = await publish(thandi, welcome, 'is <b>anybody</b> there? 💧');
    const pushed = await piet.push(({ event }) => event === 'xmpp.buddycloud.push.item');
    expect(pushed.data).toMatchObject({
      node: welcome,
      id: globalId(welcome, topic),
      entry: {
        atom: {
          id: globalId(welcome, topic),
          author: { uri: `acct:thandi@${site.domain}` },
          content: { content: 'is <b>anybody</b> there? 💧' },
        },
        activity: { object: { 'object-type': 'note' } },
      },
    });
    const comment = await publish(piet, welcome, 'yes', topic);
    const own = await piet.push(({ data }) => data.id === globalId(welcome, comment));
    expect(own.data.entry['in-reply-to']).toEqual({ ref: topic });

    await thandi.request('item.delete', { node: welcome, id: comment }).then(
      () => expect.unreachable('a publisher removed another’s comment'),
      (error) => expect(error).toMatchObject({ type: 'auth', condition: 'forbidden' }),
    );
    await thandi.request('item.delete', { node: welcome, id: topic });
    for (const id of [comment, topic]) {
      const gone = await piet.push(
        ({ event, data }) => event === 'xmpp.buddycloud.push.retract' && data.id === id,
      );
      expect(gone.data).toEqual({ node: welcome, id });
    }
  });

  test('a member who may not post is told so, and a role is announced', async () => {
    const node = nodeOf('thandi');
    const jid = `piet@${site.domain}`;
    // Who follows is a member: told is what changes.
    for (const affiliation of ['publisher', 'member']) {
      await thandi.request('affiliation', { node, jid, affiliation });
      const { data } = await piet.push(
        ({ event, data }) => event.endsWith('push.affiliation') && data.affiliation === affiliation,
      );
      expect(data).toEqual({ node, jid: jidOf('piet'), affiliation });
    }
    const refused = piet.request('publish', { node, content: { atom: { content: 'hi' } } });
    await expect(refused).rejects.toMatchObject({ type: 'auth', condition: 'forbidden' });
    await piet.request('unsubscribe', { node });
  });
});

describe('a closed channel', () => {
  const state = async (client: OldClient, node: string) => {
    const rows: Json[] = (await client.request('subscriptions')).data;
    return rows.find((row) => row.node === node);
  };
  const setAccess = (value: string) =>
    thandi.request('config.set', {
      ...{ node: nodeOf('thandi'), form: [{ var: 'pubsub#access_model', value }] },
    });

  beforeAll(() => setAccess('authorize'));
  afterAll(() => setAccess('open'));
  beforeEach(() => {
    for (const client of [thandi, piet]) client.pushes.length = 0;
  });

  test('who waits is asked about by a form, and let in by its answer', async () => {
    const node = nodeOf('thandi');
    const { data } = await piet.request('subscribe', { node });
    expect(data).toEqual({ subscription: 'pending' });
    const refused = piet.request('retrieve', { node });
    await expect(refused).rejects.toMatchObject({ condition: 'not-authorized' });

    const asked = await thandi.push(({ event }) => event.endsWith('push.authorisation'));
    const fields: Json[] = asked.data.form.fields;
    const isAllow = (field: Json) => field.var === 'pubsub#allow';
    expect(fields.find(isAllow).value).toBe(false);
    asked.answer?.(fields.map((field) => (isAllow(field) ? { ...field, value: true } : field)));

    const told = await piet.push(
      ({ event, data }) =>
        event.endsWith('push.subscription') && data.subscription === 'subscribed',
    );
    expect(told.data).toMatchObject({ node, jid: jidOf('piet') });
    expect((await piet.request('retrieve', { node })).data).toEqual([]);
    await piet.request('unsubscribe', { node });
  });

  test('an invitation tells by whom, and an owner’s lets in', async () => {
    const node = nodeOf('thandi');
    const jid = `piet@${site.domain}`;
    await thandi.request('subscription', { node, jid, subscription: 'invited' });
    const { data } = await piet.push(
      ({ event, data }) => event.endsWith('push.subscription') && data.subscription === 'invited',
    );
    expect(data).toEqual({
      ...{ node, subscription: 'invited', jid: jidOf('piet'), invitedBy: jidOf('thandi') },
    });
    expect((await state(piet, node)).invitedBy).toEqual(jidOf('thandi'));
    await piet.request('subscribe', { node });
    expect((await state(piet, node)).subscription).toBe('subscribed');
  });
});
