import { expect, test } from 'vitest';
import { listChannels } from '../../src/app/store/read/channels.ts';
import { readTopics } from '../../src/app/store/read/topics.ts';
import { saveMemberships } from '../../src/app/store/write/channels.ts';
import { saveItems } from '../../src/app/store/write/items.ts';
import { loadChannels } from '../../src/app/sync/load-channels.ts';
import { nodeOf } from '../../src/protocol/channel.ts';
import { NODE_CONFIG } from '../../src/protocol/config-form.ts';
import { form } from '../../src/protocol/data-form.ts';
import { directoryItem } from '../../src/protocol/directory.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { childrenOf, el } from '../../src/protocol/xml.ts';
import { withService } from './fake-service.ts';
import { CHANNEL, item, ME } from './fresh-store.ts';

const OTHER = 'roads@topics.example.org';

test('who was banned while away sees neither the channel in the list nor what was in it', async () => {
  const { context } = withService((payload) => {
    if (payload.ns === NS.MOST_ACTIVE) {
      const config = { title: 'Open', accessModel: 'open', updated: '' };
      const rows = [CHANNEL, OTHER].map((channel) =>
        directoryItem({ channel, config } as Parameters<typeof directoryItem>[0]),
      );
      return el(NS.MOST_ACTIVE, 'query', {}, ...rows);
    }
    const asked = childrenOf(payload)[0]?.name;
    const node = nodeOf(CHANNEL);
    const configure = el(
      NS.PUBSUB,
      'configure',
      { node },
      form('result', NODE_CONFIG, { 'pubsub#access_model': 'open' }),
    );
    const row =
      asked === 'affiliations'
        ? el(NS.PUBSUB, 'affiliation', { node, jid: ME, affiliation: 'outcast' })
        : el(
            NS.BUDDYCLOUD,
            'subscription-with-configuration',
            { node: nodeOf(OTHER), jid: ME, subscription: 'subscribed' },
            configure,
          );
    return el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, asked as string, {}, row));
  });
  const membership = { subscription: 'subscribed', affiliation: 'member' } as const;
  await saveMemberships(context.store, [{ channel: CHANNEL, membership }]);
  await saveItems(context.store, [item('t', 1)], ME);
  expect((await readTopics(context.store, CHANNEL, 9)).topics).toHaveLength(1);

  await loadChannels(context);
  expect((await listChannels(context.store)).map(({ channel }) => channel)).toEqual([OTHER]);
  expect((await readTopics(context.store, CHANNEL, 9)).topics).toEqual([]);
});
