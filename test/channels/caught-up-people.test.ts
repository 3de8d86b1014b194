/** What catch-up tells of people, compared with what was pushed to who stayed. */
import { expect, test } from 'vitest';
import { archiveRequest, readArchiveResult, readStanzaSeq } from '../../src/protocol/archive.ts';
import { nodeOf } from '../../src/protocol/channel.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import {
  configureRequest,
  registerRequest,
  subscribeRequest,
  unsubscribeRequest,
} from '../../src/protocol/pubsub.ts';
import {
  createRequest,
  setAffiliationRequest,
  setSubscriptionRequest,
} from '../../src/protocol/pubsub-owner.ts';
import { child, childrenOf, type Element, serialize } from '../../src/protocol/xml.ts';
import { channelService, SERVICE } from './channel-service.ts';

const CLUB = 'club@topics.example.org';
const NODE = nodeOf(CLUB);
const jidOf = (who: string) => `${who}@example.org`;

/** What a push says of a person in a few words: their name, subscription and role, and in which form. */
function said(message: Element): string {
  const [first, second] = childrenOf(child(message, 'event', NS.PUBSUB_EVENT));
  const row = (parent: Element | undefined) => child(parent, 'affiliation')?.attrs;
  if (first?.name === 'affiliations') {
    return `${row(first)?.jid?.split('@')[0]}: ${row(first)?.affiliation}`;
  }
  if (first?.name !== 'subscription') return `${first?.name}`;
  const { jid = '', subscription } = first.attrs;
  const role = second?.name === 'affiliations' ? ` ${row(second)?.affiliation ?? 'none'}` : '';
  return `${jid.split('@')[0]}: is ${subscription}${role}`;
}

/** admin owns it, mod moderates, stays and away follow; the others are what their names say in the end. */
async function club() {
  const service = await channelService();
  const role = (who: string, affiliation: 'publisher' | 'member' | 'outcast' | 'none') =>
    service.ok('admin', 'set', setAffiliationRequest(CLUB, jidOf(who), affiliation));
  const follow = (who: string) => service.ok(who, 'set', subscribeRequest(CLUB, jidOf(who)));
  await service.ok('admin', 'set', createRequest(CLUB, configChangeForm({ title: 'Club' })));
  for (const who of ['mod', 'stays', 'away', 'promoted', 'left', 'banned', 'back']) {
    await follow(who);
  }
  await service.ok('admin', 'set', setAffiliationRequest(CLUB, jidOf('mod'), 'moderator'));
  const setModel = (accessModel: 'open' | 'authorize') =>
    service.ok('admin', 'set', configureRequest(CLUB, configChangeForm({ accessModel })));
  await setModel('authorize');
  /** What catch-up tells that person of people, by its number in the order. */
  const caughtUp = async (who: string, after: number, node?: string) => {
    const page = { after: String(after), max: 100 };
    const query = archiveRequest({ queryId: 'a', page, ...(node && { node }) });
    const { before } = await service.ask(who, 'set', query);
    const found = new Map<number, Element>();
    for (const message of before) {
      const result = readArchiveResult(message, 'a');
      const isOfPeople = result && said(result.message).includes(': ');
      if (isOfPeople) found.set(result.seq, result.message);
    }
    return found;
  };
  const newest = async () => {
    const query = archiveRequest({ queryId: 'a', page: { before: '', max: 1 } });
    const { before } = await service.ask('admin', 'set', query);
    return readArchiveResult(before[0] as Element, 'a')?.seq as number;
  };
  return { service, role, follow, setModel, caughtUp, newest };
}

const words = (told: ReadonlyMap<number, Element>) => [...told.values()].map(said);

/** What happens to people while some are there and others are away. */
async function happen({ service, role, follow }: Awaited<ReturnType<typeof club>>): Promise<void> {
  const judge = (who: string, subscription: 'subscribed' | 'none') =>
    service.ok('mod', 'set', setSubscriptionRequest(CLUB, jidOf(who), subscription));
  await role('promoted', 'publisher');
  await role('left', 'publisher');
  await service.ok('left', 'set', unsubscribeRequest(CLUB, jidOf('left')));
  await role('banned', 'outcast');
  await role('back', 'outcast');
  await role('back', 'none');
  await follow('back');
  await judge('back', 'subscribed');
  // With a role before they are in.
  await follow('waited');
  await role('waited', 'publisher');
  await judge('waited', 'subscribed');
  await follow('waits');
  await role('waits', 'publisher');
}

test('who was away is told the roles of who follows, as who stayed was, and not who came and went', async () => {
  const town = await club();
  const { service, caughtUp } = town;
  const before = await town.newest();
  for (const who of ['stays', 'mod', 'promoted', 'banned']) await service.online(who);
  await happen(town);
  const live = async (who: string) => {
    const pushes = await service.pushes(who);
    const events = pushes.filter((push) => child(push, 'event', NS.PUBSUB_EVENT));
    return new Map(events.map((push) => [readStanzaSeq(push, SERVICE) as number, push]));
  };
  const stayed = await live('stays');
  expect(words(stayed)).toEqual([
    'promoted: publisher',
    'left: publisher',
    'left: is none none',
    'banned: none',
    'back: none',
    'back: is subscribed',
    'waited: is subscribed',
  ]);
  const told = await caughtUp('away', before);
  expect(words(told)).toEqual(['promoted: publisher']);
  // To the letter, but to whom it was sent.
  const event = (message: Element | undefined) => {
    const found = child(message, 'event', NS.PUBSUB_EVENT);
    return found && serialize(found, NS.CLIENT);
  };
  for (const [seq, message] of told) {
    expect(event(message)).toBe(event(stayed.get(seq)));
    expect(readStanzaSeq(message, SERVICE)).toBe(seq);
  }

  const office = await live('mod');
  const toOffice = await caughtUp('mod', before);
  expect([...toOffice.keys()]).toEqual([...office.keys()]);
  expect(words(toOffice)).toEqual([
    'promoted: publisher',
    // Of who is one of them no more, or is one anew, as they stand by now.
    'left: is none none',
    'left: is none none',
    'banned: outcast',
    'back: member',
    'back: member',
    'back: is subscribed member',
    'back: is subscribed member',
    'waited: is subscribed publisher',
    'waited: publisher',
    'waited: is subscribed publisher',
    'waits: is pending publisher',
    'waits: publisher',
  ]);

  // A person's phone hears the newest first: each change tells all of how they stand.
  expect(words(await caughtUp('promoted', before))).toEqual(['promoted: is subscribed publisher']);
  expect(words(await live('promoted'))).toContain('promoted: publisher');
  const back = 'back: is subscribed member';
  expect(words(await caughtUp('back', before))).toEqual([
    'promoted: publisher',
    ...[back, back, back, back],
  ]);
  // Of what one follows no more nothing is told: one's own lists say that.
  expect(words(await live('banned'))).toContain('banned: outcast');
  expect(words(await caughtUp('banned', before))).toEqual([]);
});

test('a role that was taken back is told as it is by now, and none of who left since', async () => {
  const { role, caughtUp, newest, service } = await club();
  const before = await newest();
  await role('promoted', 'publisher');
  await role('promoted', 'member');
  expect(words(await caughtUp('away', before))).toEqual(['promoted: member', 'promoted: member']);
  await service.ok('promoted', 'set', unsubscribeRequest(CLUB, jidOf('promoted')));
  expect(words(await caughtUp('away', before))).toEqual([]);
});

test('roles are told to nobody who does not follow, or may not read any more', async () => {
  const { service, role, setModel, caughtUp, newest } = await club();
  await service.ok('stranger', 'set', registerRequest());
  const before = await newest();
  await role('promoted', 'publisher');
  const roles = ['promoted: publisher'];
  await setModel('open');
  expect(words(await caughtUp('away', before, NODE))).toEqual(roles);
  expect(words(await caughtUp('stranger', before, NODE))).toEqual([]);
  expect(words(await caughtUp('reader@anon.example.org', before, NODE))).toEqual([]);
  await role('away', 'none');
  await setModel('authorize');
  expect(words(await caughtUp('away', before))).toEqual([]);
  await setModel('open');
  await role('away', 'outcast');
  expect(words(await caughtUp('away', before))).toEqual([]);
  expect(
    await service.refused('away', 'set', archiveRequest({ queryId: 'a', page: {}, node: NODE })),
  ).toBe('auth/forbidden');
});
