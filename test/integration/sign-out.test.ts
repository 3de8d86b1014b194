/** A token that was signed out is worth nothing, not even to who kept a copy. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { revoke } from '../../src/app/sync/revoke.ts';
import { tokensOf, userAgentOf } from '../../src/app/sync/sign-in-data.ts';
import { ChaosProxy } from '../harness/chaos-proxy.ts';
import { NodePhone, siteAt } from '../harness/node-phone.ts';
import { type Site, startSite } from '../harness/site.ts';
import { FastTokens } from './fast-tokens.ts';

let site: Site;
let link: ChaosProxy;
let tokens: FastTokens;

beforeAll(async () => {
  site = await startSite();
  link = await ChaosProxy.to(site.url);
  tokens = new FastTokens(site);
});

afterAll(async () => {
  await link?.close();
  await site?.stop();
});

/** A phone that was switched off, what it has to tell the server, and a copy of it. */
async function switchedOff(username: string) {
  const phone = new NodePhone(username);
  await phone.join(site.url);
  await phone.settled();
  phone.account.stop();
  const token = await tokensOf(phone.store, true).load();
  if (!token) throw new Error('no token');
  return { phone, owed: { token, userAgent: await userAgentOf(phone.store) } };
}

test('revoked, it lets nobody in, and none of the phone is left', async () => {
  const { phone, owed } = await switchedOff('anna');
  await revoke(siteAt(site.url), 'anna', owed);
  expect(tokens.count('anna')).toBe(0);
  await phone.goOn(site.url);
  await phone.is('refused');
  phone.stop();
});

test('the one before it goes too', async () => {
  const { phone, owed: first } = await switchedOff('ben');
  // It is renewed, and the phone was told: now there are two.
  tokens.age('ben');
  await phone.goOn(site.url);
  await phone.settled();
  phone.account.stop();
  const token = await tokensOf(phone.store, true).load();
  if (!token) throw new Error('no token');
  expect(token.token).not.toBe(first.token.token);
  expect(tokens.count('ben')).toBe(2);
  await revoke(siteAt(site.url), 'ben', { ...first, token });
  expect(tokens.count('ben')).toBe(0);
  phone.stop();
});

test('without a link it goes on trying until there is one', async () => {
  const { phone, owed } = await switchedOff('carl');
  link.cut();
  const done = revoke(siteAt(link.url), 'carl', owed);
  expect(tokens.count('carl')).toBe(1);
  link.heal();
  await done;
  expect(tokens.count('carl')).toBe(0);
  phone.stop();
});
