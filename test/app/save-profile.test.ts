/** What is typed into one's profile, while it is being told. */
import { expect, test } from 'vitest';
import type { Account } from '../../src/app/actions/device.ts';
import { keepProfileDraft, saveProfile } from '../../src/app/actions/save-profile.ts';
import { readChannel } from '../../src/app/store/read/channels.ts';
import { readProfileDraft } from '../../src/app/store/read/draft.ts';
import { loadProfile } from '../../src/app/sync/profile.ts';
import { entryOf } from '../../src/protocol/atom.ts';
import { nodeOf } from '../../src/protocol/channel.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { STATUS } from '../../src/protocol/pubsub.ts';
import { child, el } from '../../src/protocol/xml.ts';
import { type Answer, SERVICE, withService } from './fake-service.ts';
import { item, ME } from './fresh-store.ts';

const TYPED = { name: 'Anna', about: 'Ward 7', status: '' };
const NOTHING = { name: '', about: '', status: '' };

/** Anna, whose service answers everything with as little as it can. */
function anna(answer: Answer = (payload) => el(payload.ns, payload.name)): Account {
  const { context } = withService(answer);
  return { context, me: ME, store: context.store } as Account;
}

const save = (account: Account) => saveProfile(account, { ...TYPED, showsFollowed: false });

test('what was told is no draft any more', async () => {
  const account = anna();
  await keepProfileDraft(account, TYPED, NOTHING);
  expect(await save(account)).toBeNull();
  expect(await readProfileDraft(account.store)).toBeUndefined();
});

test('whom a person trusts in their channel says nothing in their name', async () => {
  const node = nodeOf(ME, STATUS);
  const said = [item('theirs', 3, { author: 'piet@example.org' }), item('own', 2, { author: ME })];
  const { context } = withService((payload) => {
    if (child(payload, 'items')?.attrs.node !== node) return el(payload.ns, payload.name);
    const rows = said.map((row) => el(NS.PUBSUB, 'item', { id: row.id }, entryOf(row, SERVICE)));
    return el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'items', { node }, ...rows));
  });
  await loadProfile(context, ME);
  expect(await readChannel(context.store, ME)).toMatchObject({ status: said[1]?.text });
});

test.each(['about', 'status'])('what is typed into %s while it is told is kept', async (field) => {
  const more = { ...TYPED, [field]: 'Ward 7, at the' };
  let typing: Promise<unknown> | undefined;
  const account = anna((payload) => {
    typing ??= keepProfileDraft(account, more, NOTHING);
    return el(payload.ns, payload.name);
  });
  await keepProfileDraft(account, TYPED, NOTHING);
  expect(await save(account)).toBeNull();
  await typing;
  expect(await readProfileDraft(account.store)).toEqual(more);
});

test('what was emptied is a draft, too', async () => {
  const account = anna();
  await keepProfileDraft(account, NOTHING, TYPED);
  expect(await readProfileDraft(account.store)).toEqual(NOTHING);
});
