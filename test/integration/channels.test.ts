import { afterAll, beforeAll, expect, test } from 'vitest';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { readEvent } from '../../src/protocol/event.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import {
  publishRequest,
  registerRequest,
  topicsRequest,
  watchRequest,
} from '../../src/protocol/pubsub.ts';
import { createRequest } from '../../src/protocol/pubsub-owner.ts';
import { child, childrenOf, type Element, el } from '../../src/protocol/xml.ts';
import { connect, type XmppClient } from '../../src/server/stream/client.ts';
import { eventually } from '../harness/eventually.ts';
import { type Site, startSite } from '../harness/site.ts';

let site: Site;
let service: string;
let welcome: string;
const clients: XmppClient[] = [];

beforeAll(async () => {
  site = await startSite();
  service = `channels.${site.domain}`;
  welcome = `welcome@topics.${site.domain}`;
});

afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await site.stop();
});

async function signUp(username: string): Promise<XmppClient> {
  const { url, domain } = site;
  const client = await connect({ url, domain, username, password: 'secret-pass', register: true });
  clients.push(client);
  await client.request('set', service, registerRequest());
  client.send(el(NS.CLIENT, 'presence', { to: service }));
  return client;
}

async function reader(): Promise<XmppClient> {
  const client = await connect({ url: site.url, domain: site.domain, anonymous: true });
  clients.push(client);
  client.send(el(NS.CLIENT, 'presence', { to: service }));
  return client;
}

const announces = (id: string) => (message: Element) => {
  const event = message.attrs.from === service ? readEvent(message) : null;
  return event?.kind === 'published' && event.items.some((item) => item.id === id);
};

test('the service is found from the domain, and from the topics domain', async () => {
  const client = await reader();
  const items = async (to: string) =>
    childrenOf(
      childrenOf(await client.request('get', to, el(NS.DISCO_ITEMS, 'query')))[0] as Element,
    ).map((item) => item.attrs);
  const found = (await items(site.domain)).map((item) => item.jid);
  expect(found).toEqual(expect.arrayContaining([service, `topics.${site.domain}`]));
  expect(await items(`topics.${site.domain}`)).toEqual([
    { name: 'buddycloud-server', jid: service },
  ]);
});

test('the topics domain says what it is, and answers nothing else', async () => {
  const client = await reader();
  const topics = `topics.${site.domain}`;
  const info = childrenOf(await client.request('get', topics, el(NS.DISCO_INFO, 'query')))[0];
  expect(child(info as Element, 'identity')?.attrs).toMatchObject({ category: 'component' });
  for (const type of ['get', 'set'] as const) {
    const request = client.request(type, topics, topicsRequest(welcome, {}));
    await expect(request).rejects.toMatchObject({ condition: 'feature-not-implemented' });
  }
});

test('answers that nobody asked for, and messages that failed, are answered by nothing', async () => {
  const client = await signUp('listener');
  const answers: Element[] = [];
  const listen = (stanza: Element) => {
    if (stanza.attrs.from === service) answers.push(stanza);
    return stanza.attrs.id === 'asked';
  };
  const asked = client.waitFor(listen);
  const error = el(
    NS.CLIENT,
    'error',
    { type: 'cancel' },
    el(NS.STANZA_ERRORS, 'service-unavailable'),
  );
  const publish = publishRequest(welcome, { id: 'unasked', text: 'unasked' });
  for (const type of ['result', 'error']) {
    const parts = type === 'error' ? [publish, error] : [publish];
    client.send(el(NS.CLIENT, 'iq', { type, id: `un-${type}`, to: service }, ...parts));
    const body = el(NS.CLIENT, 'body', {}, '/status unasked');
    client.send(el(NS.CLIENT, 'message', { type: 'error', to: service }, body, error));
  }
  for (const type of ['subscribe', 'subscribed', 'unsubscribe', 'unsubscribed']) {
    client.send(el(NS.CLIENT, 'presence', { type, to: service }));
  }
  const ping = el(NS.PING, 'ping');
  client.send(el(NS.CLIENT, 'iq', { type: 'get', id: 'asked', to: service }, ping));
  await asked;
  expect(answers.map(({ attrs }) => attrs.id)).toEqual(['asked']);
  const items = await client.request('get', service, topicsRequest(welcome, {}));
  expect(JSON.stringify(items)).not.toContain('unasked');
});

test('what one person posts, a follower and a reader without an account have at once', async () => {
  const [thandi, piet, anybody] = [await signUp('thandi'), await signUp('piet'), await reader()];
  await anybody.request('set', service, watchRequest(welcome, anybody.jid));
  const text = `${'💧'.repeat(2_000)} it is "wet" & <cold>`;
  await thandi.request('set', service, publishRequest(welcome, { id: 'live-1', text }));
  for (const client of [piet, anybody, thandi]) {
    const message = await client.waitForMessage(announces('live-1'));
    const event = readEvent(message);
    expect(event?.kind === 'published' && event.items[0]?.text).toBe(text);
  }
});

test('who leaves another domain of the site has not left the channel service', async () => {
  const listener = await signUp('stayer');
  const author = await signUp('stayed');
  for (const name of ['topics', 'media']) {
    const to = `${name}.${site.domain}`;
    for (const type of [undefined, 'unavailable']) {
      listener.send(el(NS.CLIENT, 'presence', { to, type }));
    }
    // Answered after what was sent before it.
    await listener.request('get', to, el(NS.DISCO_INFO, 'query'));
  }
  await author.request('set', service, publishRequest(welcome, { id: 'after', text: 'x' }));
  await listener.waitForMessage(announces('after'));
});

test('a stanza 3,000 deep, one of 30,000 parts and one that nobody knows leave the service alive', async () => {
  const client = await signUp('deep');
  const send = async (id: string, inner: string) => {
    const answer = client.waitFor((stanza) => stanza.attrs.id === id);
    client.sendRaw(
      `<iq xmlns="jabber:client" type="set" id="${id}" to="${service}"><q xmlns="urn:x">${inner}</q></iq>`,
    );
    const error = child(await answer, 'error');
    return error && childrenOf(error).map((part) => part.name);
  };
  const nested = '<a>'.repeat(3_000) + '</a>'.repeat(3_000);
  expect(await send('deep', nested)).toContain('policy-violation');
  expect(await send('wide', '<a/>'.repeat(6_000))).toContain('policy-violation');
  expect(await send('odd', '')).toContain('service-unavailable');
  await client.request('get', service, topicsRequest(welcome, { max: 1 }));
});

test('a client cannot speak for another: the server stamps who sends', async () => {
  const client = await signUp('mallory');
  const forged = publishRequest(welcome, { id: 'forged', text: 'I am the mayor' });
  const answer = client.waitFor((stanza) => stanza.attrs.id === 'f1' || stanza.name === 'error');
  client.send(
    el(NS.CLIENT, 'iq', { type: 'set', id: 'f1', to: service, from: 'admin@localhost/x' }, forged),
  );
  const said = await answer;
  const stored = JSON.stringify(said);
  expect(stored).not.toContain('acct:admin@');
});

test('only admins create group channels', async () => {
  const { url, domain, adminPassword: password } = site;
  const admin = await connect({ url, domain, username: 'admin', password });
  clients.push(admin);
  const create = createRequest(`roads@topics.${domain}`, configChangeForm({ title: 'Roads' }));
  await admin.request('set', service, create);
  const citizen = await signUp('citizen');
  const another = createRequest(`mine@topics.${domain}`, configChangeForm({}));
  await expect(citizen.request('set', service, another)).rejects.toMatchObject({
    condition: 'forbidden',
  });
});

test('while the service is away requests are answered, and its return is told', async () => {
  const { prosodyHttpUrl: url, domain } = site;
  const credentials = { username: 'patient', password: 'secret-pass', register: true };
  // Straight to Prosody: the edge dies with the service.
  const client = await connect({ url, domain, ...credentials });
  clients.push(client);
  await client.request('set', service, registerRequest());
  client.send(el(NS.CLIENT, 'presence', { to: service }));
  // Writes keep their order: with this one on the disk, the presence is.
  await client.request('set', service, publishRequest(welcome, { id: 'patience', text: 'here' }));
  await site.kill('SIGKILL');
  // What Prosody sends on before it sees the end of that link is answered by nobody.
  await eventually(async () => {
    const away = client.request('get', service, el(NS.PING, 'ping'));
    return away.then(
      () => false,
      ({ type }) => type === 'wait',
    );
  }, 30_000);
  const back = client.waitFor(
    (stanza) => stanza.name === 'presence' && stanza.attrs.from === service && !stanza.attrs.type,
    30_000,
  );
  await site.restart();
  await back;
  await client.request('get', service, el(NS.PING, 'ping'));
});
