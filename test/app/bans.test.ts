import { expect, test } from 'vitest';
import { listChannels, readChannel } from '../../src/app/store/read/channels.ts';
import { readTopics } from '../../src/app/store/read/topics.ts';
import {
  CHANNEL_PARTS,
  deleteChannel,
  saveChannel,
  saveMemberships,
} from '../../src/app/store/write/channels.ts';
import { saveItems } from '../../src/app/store/write/items.ts';
import type { SyncContext } from '../../src/app/sync/context.ts';
import { loadChannels } from '../../src/app/sync/load-channels.ts';
import { saveChanges } from '../../src/app/sync/save-changes.ts';
import { stanzaSeq } from '../../src/protocol/archive.ts';
import { type Affiliation, nodeOf } from '../../src/protocol/channel.ts';
import { NODE_CONFIG } from '../../src/protocol/config-form.ts';
import { form } from '../../src/protocol/data-form.ts';
import { directoryItem } from '../../src/protocol/directory.ts';
import { affiliationEvent } from '../../src/protocol/event.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { childrenOf, type Element, el } from '../../src/protocol/xml.ts';
import { type Answer, SERVICE, withService } from './fake-service.ts';
import { CHANNEL, item, ME } from './fresh-store.ts';

const OTHER = 'roads@topics.example.org';
const MEMBER = { subscription: 'subscribed', affiliation: 'member' } as const;
const BANNED = { subscription: 'none', affiliation: 'outcast' } as const;

const CONFIG = {
  title: 'As it was',
  description: '',
  accessModel: 'open',
  defaultAffiliation: 'member',
  type: 'topic',
  created: '',
  updated: '',
} as const;

/** What the service answers to who asks for all lists: one channel that they follow, one role. */
function listed(payload: Element, followed: string, role: string, affiliation: string): Element {
  if (payload.ns === NS.MOST_ACTIVE) {
    const config = { title: 'Open', accessModel: 'open', updated: '' };
    const rows = [CHANNEL, OTHER].map((channel) =>
      directoryItem({ channel, config } as Parameters<typeof directoryItem>[0]),
    );
    return el(NS.MOST_ACTIVE, 'query', {}, ...rows);
  }
  const asked = childrenOf(payload)[0]?.name as string;
  const node = nodeOf(followed);
  const fields = form('result', NODE_CONFIG, { 'pubsub#access_model': 'open' });
  const row =
    asked === 'affiliations'
      ? el(NS.PUBSUB, 'affiliation', { node: nodeOf(role), jid: ME, affiliation })
      : el(
          NS.BUDDYCLOUD,
          'subscription-with-configuration',
          { node, jid: ME, subscription: 'subscribed' },
          el(NS.PUBSUB, 'configure', { node }, fields),
        );
  return el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, asked, {}, row));
}

test('who was banned while away sees neither the channel in the list nor what was in it', async () => {
  const { context } = withService((payload) => listed(payload, OTHER, CHANNEL, 'outcast'));
  await saveMemberships(context.store, [{ channel: CHANNEL, membership: MEMBER }], new Map());
  await saveItems(context.store, [item('t', 1)], ME);
  expect((await readTopics(context.store, CHANNEL, 9)).topics).toHaveLength(1);

  await loadChannels(context);
  expect((await listChannels(context.store)).map(({ channel }) => channel)).toEqual([OTHER]);
  expect((await readTopics(context.store, CHANNEL, 9)).topics).toEqual([]);
});

test('who was banned and let in again follows no more: nobody tells them what is removed', async () => {
  const { context } = withService(() => undefined);
  await saveChannel(context.store, { channel: CHANNEL, membership: MEMBER, seq: 1 });
  const push = (seq: number, affiliation: Affiliation) =>
    saveChanges(context, [
      el(
        NS.CLIENT,
        'message',
        { from: SERVICE, type: 'headline' },
        affiliationEvent(nodeOf(CHANNEL), ME, affiliation),
        stanzaSeq(SERVICE, seq),
      ),
    ]);
  await push(2, 'outcast');
  await push(3, 'member');
  const row = await readChannel(context.store, CHANNEL);
  expect(row?.membership).toMatchObject({ subscription: 'none', affiliation: 'member' });
});

/** A phone on a slow link: `push` comes after its own list was made, and before all of that is there. */
function pushedMeanwhile(push: (context: SyncContext) => Promise<unknown>, later: Answer) {
  let asked = 0;
  const { context } = withService((payload, type) => {
    asked += 1;
    return asked <= 3 ? listed(payload, CHANNEL, CHANNEL, 'member') : later(payload, type);
  });
  const { ask } = context;
  let isPushed = false;
  const slow: SyncContext = {
    ...context,
    async ask(type, payload) {
      const answer = await ask(type, payload);
      if (!isPushed && payload.ns !== NS.MOST_ACTIVE) {
        isPushed = true;
        await push(context);
      }
      return answer;
    },
  };
  return slow;
}

test('a ban that is pushed while an older answer is on its way is not taken back by it', async () => {
  const ban = { channel: CHANNEL, membership: BANNED, seq: 2 };
  const context = pushedMeanwhile(
    ({ store }) => saveChannel(store, ban),
    (payload) => listed(payload, OTHER, CHANNEL, 'outcast'),
  );
  await saveChannel(context.store, { channel: CHANNEL, membership: MEMBER, seq: 1 });
  await loadChannels(context);
  expect((await readChannel(context.store, CHANNEL))?.membership).toEqual(BANNED);
  expect((await readChannel(context.store, OTHER))?.membership.subscription).toBe('subscribed');
});

test('how a channel is set, pushed while an older answer is on its way, is not taken back by it', async () => {
  const config = { ...CONFIG, title: 'As it is now' };
  const context = pushedMeanwhile(
    ({ store }) => saveChannel(store, { channel: CHANNEL, config, seq: 2 }),
    (payload) => listed(payload, CHANNEL, CHANNEL, 'member'),
  );
  await saveChannel(context.store, { channel: CHANNEL, membership: MEMBER, seq: 1 });
  await loadChannels(context);
  const row = await readChannel(context.store, CHANNEL);
  expect(row).toMatchObject({ config: { title: 'As it is now' }, membership: MEMBER });
});

test('a channel that is deleted while an older answer is on its way does not come back with it', async () => {
  const context = pushedMeanwhile(
    ({ store }) => store.write([...CHANNEL_PARTS], (tx) => deleteChannel(tx, CHANNEL, 2)),
    (payload) => listed(payload, OTHER, OTHER, 'member'),
  );
  await saveChannel(context.store, { channel: CHANNEL, membership: MEMBER, seq: 1 });
  await loadChannels(context);
  expect(await readChannel(context.store, CHANNEL)).toBeUndefined();
  expect((await readChannel(context.store, OTHER))?.membership).toEqual(MEMBER);
});
