import { expect, test } from 'vitest';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import {
  publishRequest,
  registerRequest,
  retractRequest,
  subscribeRequest,
  topicsRequest,
  unsubscribeRequest,
} from '../../src/protocol/pubsub.ts';
import { createRequest, setAffiliationRequest } from '../../src/protocol/pubsub-owner.ts';
import { child, childrenOf, type Element, el } from '../../src/protocol/xml.ts';
import { reach } from '../harness/reach.ts';
import { channelService, WELCOME } from './channel-service.ts';

const jidOf = (who: string) => `${who}@example.org`;
const RACES = reach(1_000);
const ORDERS = reach(2_000);

test(`R6: ${RACES} times two owners remove each other or leave: one always remains`, async () => {
  const service = await channelService();
  for (let n = 0; n < RACES; n += 1) {
    const channel = `r${n}@topics.example.org`;
    const affiliate = (who: string, whom: string, what: string) =>
      service.refused(who, 'set', setAffiliationRequest(channel, jidOf(whom), what));
    await service.ok('admin', 'set', createRequest(channel, configChangeForm({})));
    await service.ok('bram', 'set', subscribeRequest(channel, jidOf('bram')));
    await affiliate('admin', 'bram', 'owner');
    const leave = (who: string) =>
      service.refused(who, 'set', unsubscribeRequest(channel, jidOf(who)));
    const acts = [
      () => affiliate('admin', 'bram', 'member'),
      () => affiliate('bram', 'admin', 'outcast'),
      () => leave('admin'),
      () => leave('bram'),
    ];
    await Promise.all(acts.sort(() => Math.random() - 0.5).map((act) => act()));
    const list = el(NS.PUBSUB, 'affiliations', { node: `/user/${channel}/posts` });
    // Who left may have been banned since.
    const answer = await service.ok('thandi', 'get', el(NS.PUBSUB, 'pubsub', {}, list));
    const rows = childrenOf(child(answer, 'affiliations') as Element);
    expect(rows.filter((row) => row.attrs.affiliation === 'owner').length).toBeGreaterThan(0);
  }
  expect(service.failures).toEqual([]);
}, 300_000);

test(`R8: ${ORDERS} orders of publish, retract and resends: what was removed stays removed`, async () => {
  const service = await channelService();
  await service.ok('thandi', 'set', registerRequest());
  for (let n = 0; n < ORDERS; n += 1) {
    const request = publishRequest(WELCOME, { id: `p${n}`, text: 'x' });
    const publish = () => service.refused('thandi', 'set', request);
    let removed = false;
    const retract = async () => {
      const answer = await service.refused('thandi', 'set', retractRequest(WELCOME, `p${n}`));
      removed ||= answer === 'accepted';
    };
    await publish();
    await Promise.all(
      [publish, retract, publish].sort(() => Math.random() - 0.5).map((act) => act()),
    );
    await retract();
    expect(removed).toBe(true);
    expect(await publish()).toBe('cancel/gone');
  }
  const page = await service.ok('thandi', 'get', topicsRequest(WELCOME, {}));
  expect(childrenOf(child(page, 'items') as Element)).toEqual([]);
  expect(service.failures).toEqual([]);
}, 300_000);
