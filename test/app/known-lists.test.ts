import { expect, test } from 'vitest';
import { listChannels } from '../../src/app/store/read/channels.ts';
import { loadChannels } from '../../src/app/sync/load-channels.ts';
import { nodeOf } from '../../src/protocol/channel.ts';
import { NODE_CONFIG } from '../../src/protocol/config-form.ts';
import { form } from '../../src/protocol/data-form.ts';
import { directoryItem } from '../../src/protocol/directory.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { childrenOf, type Element, el } from '../../src/protocol/xml.ts';
import { unlessKnown } from '../../src/server/component/unless-known.ts';
import { withService } from './fake-service.ts';
import { CHANNEL, ME } from './fresh-store.ts';

const OTHER = 'roads@topics.example.org';

/** What the service has; tests change it. */
interface Lists {
  title: string;
  followed: readonly string[];
  roles: Readonly<Record<string, string>>;
}

function phoneOf(lists: Lists) {
  const sent: string[] = [];
  const { context } = withService((question) => {
    const answer = unlessKnown(question, answerOf(lists, question)) as Element;
    const [first] = childrenOf(answer);
    sent.push(first?.ns === NS.KNOWN ? 'known' : (first?.name ?? ''));
    return answer;
  });
  const load = async () => {
    sent.length = 0;
    await loadChannels(context);
    const rows = await listChannels(context.store);
    const shown = rows.map(({ channel, config, membership: { subscription, affiliation } }) =>
      [channel.split('@')[0], config.title, subscription, affiliation].join(' '),
    );
    return { shown, sent: [...sent].sort() };
  };
  return { context, load };
}

function answerOf({ title, followed, roles }: Lists, question: Element): Element {
  if (question.ns === NS.MOST_ACTIVE) {
    const config = { title, accessModel: 'open', updated: '' };
    const rows = [CHANNEL, OTHER].map((channel) =>
      directoryItem({ channel, config } as Parameters<typeof directoryItem>[0]),
    );
    return el(NS.MOST_ACTIVE, 'query', {}, ...rows);
  }
  const asked = childrenOf(question)[0]?.name as string;
  const rows =
    asked === 'affiliations'
      ? Object.entries(roles).map(([channel, affiliation]) =>
          el(NS.PUBSUB, 'affiliation', { node: nodeOf(channel), jid: ME, affiliation }),
        )
      : followed.map((channel) => {
          const node = nodeOf(channel);
          const attrs = { node, jid: ME, subscription: 'subscribed' };
          const values = form('result', NODE_CONFIG, {
            'pubsub#title': title,
            'pubsub#access_model': 'open',
          });
          const configure = el(NS.PUBSUB, 'configure', { node }, values);
          return el(NS.BUDDYCLOUD, 'subscription-with-configuration', attrs, configure);
        });
  return el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, asked, {}, ...rows));
}

const ALL = ['affiliations', 'item', 'subscriptions-with-configuration'];

test('lists that did not change are not sent again, those that did are', async () => {
  const lists: Lists = { title: 'One', followed: [CHANNEL], roles: { [CHANNEL]: 'publisher' } };
  const { load } = phoneOf(lists);
  const before = ['water One subscribed publisher', 'roads One none none'];
  expect(await load()).toEqual({ shown: before, sent: ALL });
  expect(await load()).toEqual({ shown: before, sent: ['known', 'known', 'known'] });

  lists.title = 'Two';
  const renamed = ['water Two subscribed publisher', 'roads Two none none'];
  // Roles and subscriptions are read together: of two lists with one new, both come.
  expect(await load()).toEqual({ shown: renamed, sent: [...ALL, 'known'].sort() });

  lists.roles = { [CHANNEL]: 'moderator' };
  const promoted = ['water Two subscribed moderator', 'roads Two none none'];
  expect((await load()).shown).toEqual(promoted);
  lists.followed = [];
  expect((await load()).shown).toEqual(['water Two none none', 'roads Two none none']);
  lists.followed = [CHANNEL];
  expect((await load()).shown).toEqual(promoted);
  lists.roles = { [OTHER]: 'outcast' };
  expect((await load()).shown).toEqual(['water Two subscribed none']);
});

test('another build of the app, and a store that was emptied, get all of them', async () => {
  const lists: Lists = { title: 'One', followed: [CHANNEL], roles: {} };
  const { context, load } = phoneOf(lists);
  await load();
  await context.store.write(['meta'], async (tx) => {
    const known = (await tx.objectStore('meta').get('known')) as { readonly hashes: object };
    await tx.objectStore('meta').put({ reader: 'older', hashes: known.hashes } as never, 'known');
  });
  expect((await load()).sent).toEqual(ALL);
  await context.store.write(['meta', 'channels'], async (tx) => {
    await tx.objectStore('meta').clear();
    await tx.objectStore('channels').clear();
  });
  expect((await load()).sent).toEqual(ALL);
});
