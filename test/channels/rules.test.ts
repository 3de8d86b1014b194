import { expect, test } from 'vitest';
import { readOffice } from '../../src/protocol/office.ts';
import { ownChannelsRequest } from '../../src/protocol/own-channels.ts';
import { registerRequest } from '../../src/protocol/pubsub.ts';
import { acceptRulesRequest, RULES_VERSION } from '../../src/protocol/rules.ts';
import { el } from '../../src/protocol/xml.ts';
import { acceptedBy, insertAccepted } from '../../src/server/storage/rules-accepted.ts';
import { channelService } from './channel-service.ts';

type Service = Awaited<ReturnType<typeof channelService>>;

const isDue = async (service: Service, who: string) =>
  readOffice((await service.ask(who, 'get', ownChannelsRequest())).reply).rulesDue;
const accepted = (service: Service, jid: string) =>
  service.ctx.database.read((reader) => acceptedBy(reader, jid));
const now = acceptRulesRequest({ version: RULES_VERSION, language: 'zu' });

test('who accepts the rules is written down with version, language and time, once, and asked no more', async () => {
  const service = await channelService();
  expect(await isDue(service, 'thandi')).toBe(true);
  await service.ok('thandi', 'set', now);
  const [row, ...others] = await accepted(service, 'thandi@example.org');
  expect(row).toEqual({
    ...{ version: RULES_VERSION, language: 'zu' },
    at: expect.stringMatching(/^2026-/),
  });
  expect(others).toEqual([]);
  await service.ok('thandi', 'set', acceptRulesRequest({ version: RULES_VERSION, language: 'en' }));
  expect(await accepted(service, 'thandi@example.org')).toEqual([row]);
  expect(await isDue(service, 'thandi')).toBe(false);
  expect(await isDue(service, 'sipho')).toBe(true);
  expect(await isDue(service, 'x@anon.example.org')).toBe(false);
});

test('who accepted an older version is asked again', async () => {
  const service = await channelService();
  const old = { version: RULES_VERSION - 1, language: 'en', at: '2025-01-01T00:00:00.000Z' };
  await service.ctx.database.write((w) => insertAccepted(w, 'thandi@example.org', old));
  expect(await isDue(service, 'thandi')).toBe(true);
  await service.ok('thandi', 'set', now);
  expect(await isDue(service, 'thandi')).toBe(false);
  expect(await accepted(service, 'thandi@example.org')).toHaveLength(2);
});

test.each([
  ['another version', { version: RULES_VERSION + 1, language: 'en' }],
  ['no version', { version: 'x' as unknown as number, language: 'en' }],
  ['no language', { version: RULES_VERSION, language: '<b>' }],
])('%s is refused', async (_, bad) => {
  const service = await channelService();
  expect(await service.refused('thandi', 'set', acceptRulesRequest(bad))).toBe(
    'modify/bad-request',
  );
  expect(await service.refused('x@anon.example.org', 'set', now)).toBe(
    'auth/registration-required',
  );
});

test('who leaves the site takes it along', async () => {
  const service = await channelService();
  await service.ok('thandi', 'set', registerRequest());
  await service.ok('thandi', 'set', now);
  const remove = el('jabber:iq:register', 'query', {}, el('jabber:iq:register', 'remove'));
  await service.ok('thandi', 'set', remove);
  expect(await accepted(service, 'thandi@example.org')).toEqual([]);
});
