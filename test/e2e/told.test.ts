/** What a person is told, and where: of what comes, and of what could not be had. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readIncidents, reportIncidentRequest } from '../../src/protocol/incident.ts';
import {
  publishRequest,
  registerRequest,
  retractRequest,
  subscribeRequest,
} from '../../src/protocol/pubsub.ts';
import { reportRequest } from '../../src/protocol/report.ts';
import type { Element } from '../../src/protocol/xml.ts';
import { connect } from '../../src/server/stream/client.ts';
import { expectTold } from './not-taken.ts';
import { REFUSED, refuseAsked } from './refused.ts';
import { openStage } from './stage.ts';

const WELCOME = 'welcome@topics.localhost';

const { site, phones } = await openStage();
const { url, domain, adminPassword: password } = site;
const admin = await connect({ url, domain, username: 'admin', password });
const ask = (request: Element) => admin.request('set', `channels.${domain}`, request);
const comment = (id: string) => ({ id, text: `Words of ${id}.`, parent: 't25', target: 't25' });

beforeAll(async () => {
  for (let n = 1; n <= 25; n += 1)
    await ask(publishRequest(WELCOME, { id: `t${n}`, title: `Topic ${n}.`, text: 'Short.' }));
  for (let n = 1; n <= 35; n += 1) await ask(publishRequest(WELCOME, comment(`c${n}`)));
});
afterAll(() => admin.close());

/** From now on what stands there anew in a region that is read out, as far as nothing in it says otherwise. */
async function listen(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const said: string[] = [];
    const regionOf = (node: Node) =>
      (node instanceof Element ? node : node.parentElement)?.closest('[aria-live]');
    const changes = new MutationObserver((records) => {
      for (const { type, target, addedNodes } of records) {
        for (const node of type === 'characterData' ? [target] : addedNodes) {
          if (regionOf(node)?.getAttribute('aria-live') === 'polite')
            said.push(`${node.textContent}`);
        }
      }
    });
    changes.observe(document, { childList: true, characterData: true, subtree: true });
    Object.assign(window, { said });
  });
  return () => page.evaluate('said.join("\\n")') as Promise<string>;
}

test('who listens to a topic is told of what came, and of nothing that was there', async () => {
  const reader = await phones.phone(`${url}/channel/${WELCOME}`);
  await reader.link('Topic 25.').waitFor();
  const said = await listen(reader.page);
  await reader.openTopic('Topic 25.');
  await reader.text('Words of c35.').waitFor();
  await reader.link('Older comments').click();
  await reader.text('Words of c1.').waitFor();
  await reader.rests();
  await ask(publishRequest(WELCOME, comment('c36')));
  await expect.poll(said).toContain('Words of c36.');
  expect((await said()).match(/Words of \w+/g)).toEqual(['Words of c36']);
  expect(reader.complaints).toEqual([]);
});

test('what is older and cannot be had is told of at its button, which is there to try again', async () => {
  for (const [path, older, first] of [
    ['', 'Older topics', 'Topic 1.'],
    ['/t25', 'Older comments', 'Words of c1.'],
  ] as const) {
    const reader = await phones.phone(`${url}/channel/${WELCOME}${path}`);
    await reader.link(older).waitFor();
    await reader.rests();
    const told = reader.page.locator('[role=alert] + a').filter({ hasText: older });
    const answer = await refuseAsked(reader.page, 'protocol/rsm');
    await reader.link(older).click();
    await reader.text(REFUSED).waitFor();
    expect(await told.count()).toBe(1);
    expect(await reader.text(REFUSED).count()).toBe(1);
    await answer();
    await reader.link(older).click();
    await reader.text(first).waitFor();
    expect(await reader.text(REFUSED).count()).toBe(0);
    expect(reader.complaints).toEqual([]);
  }
});

test('what was told stays in sight where it cannot be renewed, and that is said', async () => {
  const [username, secret] = ['thandi', 'secret word'];
  const wire = await connect({ url, domain, username, password: secret, register: true });
  const say = (request: Element) => wire.request('set', `channels.${domain}`, request);
  await say(registerRequest());
  await say(subscribeRequest(WELCOME, `${username}@${domain}`));
  await say(publishRequest(WELCOME, comment('rude')));
  await ask(retractRequest(WELCOME, 'rude', undefined, { rule: 'insult', reason: 'Too rude.' }));
  const grounds = { rule: 'other', reason: 'Not about water.' } as const;
  await say(reportRequest({ channel: WELCOME, item: 't1', token: 'one', ...grounds }));
  const hole = { text: 'A hole.', where: 'Mango Street', channel: '', account: '', open: false };
  const [incident] = readIncidents(
    await say(reportIncidentRequest('hole', { about: 'roads', ...hole })),
  );
  await wire.close();
  const thandi = await phones.phone(url);
  await thandi.signIn(username, secret);
  await thandi.link('Welcome').waitFor();
  for (const [path, words, question] of [
    ['notices', 'Too rude.', '<notices'],
    ['complaints', 'Not about water.', '<reports'],
    [`incidents/${incident?.reference}`, 'Mango Street', 'reference='],
  ] as const) {
    await thandi.page.goto(`${url}/${path}`);
    await thandi.text(words).waitFor();
    await thandi.rests();
    await refuseAsked(thandi.page, question);
    await thandi.context.setOffline(true);
    await thandi.text('Not connected.').waitFor();
    await thandi.context.setOffline(false);
    await thandi.text(REFUSED).waitFor();
    expect(await thandi.text(words).count(), path).toBe(1);
  }
  expect(thandi.complaints).toEqual([]);
});

test('on a full phone, who marks all as read is told that it is not kept', async () => {
  const lindi = await phones.phone(site.url);
  await lindi.join('lindi');
  await lindi.text('You follow').waitFor();
  await ask(publishRequest(WELCOME, comment('c37')));
  await expectTold(lindi, ['Mark all read']);
  expect(lindi.complaints).toEqual([]);
});
