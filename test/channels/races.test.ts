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
const SCHEDULES = reach(1_000);

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

test(`S7: ${SCHEDULES} times a history is paged while others publish and retract: nothing is lost or doubled`, async () => {
  const service = await channelService();
  await service.ok('thandi', 'set', registerRequest());
  const send = (id: string) =>
    service.ok('thandi', 'set', publishRequest(WELCOME, { id, text: id }));
  for (let n = 0; n < SCHEDULES; n += 1) {
    const kept = [0, 1, 2, 3, 4, 5].map((k) => `k${n}-${k}`);
    const doomed = [0, 1].map((k) => `d${n}-${k}`);
    for (const id of [...kept.slice(0, 3), ...doomed, ...kept.slice(3)]) await send(id);
    const seen: string[] = [];
    const page = async () => {
      for (let after: string | undefined; ; after = seen.at(-1)) {
        const request = topicsRequest(WELCOME, { max: 3, ...(after && { after }) });
        const answer = await service.ok('thandi', 'get', request);
        const ids = childrenOf(child(answer, 'items') as Element).map((i) => i.attrs.id as string);
        seen.push(...ids);
        if (ids.length === 0 || kept.every((id) => seen.includes(id))) return;
      }
    };
    const disturb = async () => {
      for (const id of doomed) {
        await send(`n${n}-${id}`);
        await service.ok('thandi', 'set', retractRequest(WELCOME, id));
      }
    };
    await Promise.all([page(), disturb()]);
    expect(new Set(seen).size, 'an item came twice').toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(kept));
  }
  expect(service.failures).toEqual([]);
}, 300_000);
