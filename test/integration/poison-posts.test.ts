/** Posts that can never succeed, on a real site. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readOutbox } from '../../src/app/store/read/outbox.ts';
import type { NewOutboxRow, OutboxRow } from '../../src/app/store/schema.ts';
import { addPost } from '../../src/app/store/write/outbox.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { publishRequest, retractRequest, subscribeRequest } from '../../src/protocol/pubsub.ts';
import {
  createRequest,
  deleteRequest,
  setAffiliationRequest,
} from '../../src/protocol/pubsub-owner.ts';
import { connect, type XmppClient } from '../../src/server/stream/client.ts';
import { NodePhone } from '../harness/node-phone.ts';
import { type Site, startSite } from '../harness/site.ts';

const WELCOME = 'welcome@topics.localhost';
const SERVICE = 'channels.localhost';
const group = (name: string) => `${name}@topics.localhost`;

let site: Site;
let admin: XmppClient;
let anna: NodePhone;

beforeAll(async () => {
  site = await startSite();
  const { url, domain, adminPassword: password } = site;
  admin = await connect({ url, domain, username: 'admin', password });
  anna = new NodePhone('anna');
  await anna.join(site.url);
  await anna.settled();
  const ask = (payload: Parameters<XmppClient['request']>[2]) =>
    admin.request('set', SERVICE, payload);
  await ask(createRequest(group('readers'), configChangeForm({ defaultAffiliation: 'member' })));
  await ask(createRequest(group('closed'), configChangeForm({ accessModel: 'authorize' })));
  await ask(createRequest(group('banned'), configChangeForm({})));
  await anna.account.context.ask('set', subscribeRequest(group('banned'), 'anna@localhost'));
  await ask(setAffiliationRequest(group('banned'), 'anna@localhost', 'outcast'));
  await ask(createRequest(group('deleted'), configChangeForm({})));
  await ask(deleteRequest(group('deleted')));
  await ask(publishRequest(WELCOME, { id: 'gone-topic', text: 'soon gone' }));
  await ask(retractRequest(WELCOME, 'gone-topic'));
  await ask(publishRequest(WELCOME, { id: 'taken', text: 'of somebody else' }));
});

afterAll(async () => {
  anna?.stop();
  await admin?.close();
  await site?.stop();
});

const topic = (more: Partial<NewOutboxRow>): NewOutboxRow => ({
  ...{ id: randomUUID(), channel: WELCOME, parent: null, title: '', text: 'poison', trouble: null },
  ...more,
});

/** Writes the poison and a good one behind it; gives what became of the poison. */
async function send(poison: NewOutboxRow): Promise<OutboxRow | undefined> {
  const good = topic({ text: `behind ${poison.id}` });
  const tries: number[] = [];
  const stop = anna.account.sending.subscribe(({ order }) => {
    if (order !== null) tries.push(order);
  });
  await addPost(anna.store, poison);
  await addPost(anna.store, good);
  await anna.sent();
  stop();
  expect((await anna.items(WELCOME)).get(good.id)).toBe(good.text);
  const left = await readOutbox(anna.store);
  expect(left.some(({ id }) => id === good.id)).toBe(false);
  const kept = left.find(({ id }) => id === poison.id);
  // A second try follows the channel first; nothing is tried for ever.
  expect(tries.filter((order) => order === kept?.order).length).toBeLessThanOrEqual(2);
  return kept;
}

describe('is kept with its text and a reason, and holds nobody up', () => {
  test.each<[string, Partial<OutboxRow>, string]>([
    ['300 KB', { text: 'x'.repeat(300_000) }, 'too-long'],
    ['longer than the service takes', { text: 'x'.repeat(5_000) }, 'too-long'],
    ['where only some may write', { channel: group('readers') }, 'forbidden'],
    [
      'where the moderators have to say yes first',
      { channel: group('closed') },
      'awaiting-approval',
    ],
    ['where one is banned', { channel: group('banned') }, 'forbidden'],
    ['in a channel that was deleted', { channel: group('deleted') }, 'not-found'],
    ['on a topic that was removed', { parent: 'gone-topic' }, 'topic-gone'],
    ['under an id that was removed', { id: 'gone-topic' }, 'topic-gone'],
    ['under an id that is taken', { id: 'taken' }, 'conflict'],
    ['of nothing', { text: '' }, 'refused'],
    ['under an id that is none', { id: '../<&' }, 'refused'],
    ['to an address that is none', { channel: 'a b' }, 'refused'],
    // Without what no XML server reads, it is another address.
    ['that no XML server reads', { channel: 'a\u0001@topics.localhost' }, 'not-found'],
    ['in a stanza larger than the XMPP server takes', { parent: 'x'.repeat(40_000) }, 'too-long'],
  ])('%s', async (_, more, trouble) => {
    const poison = topic(more);
    expect(await send(poison)).toMatchObject({ text: poison.text, trouble });
  });
});

test('characters that XML cannot carry are left out', async () => {
  const post = topic({ text: 'one\u0000two\ud800 🙂' });
  expect(await send(post)).toBeUndefined();
  expect((await anna.items(WELCOME)).get(post.id)).toBe('onetwo 🙂');
});
