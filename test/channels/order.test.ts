import { expect, test } from 'vitest';
import { form } from '../../src/protocol/data-form.ts';
import { readEvent } from '../../src/protocol/event.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { publishRequest, registerRequest, retractRequest } from '../../src/protocol/pubsub.ts';
import { childrenOf, type Element, el } from '../../src/protocol/xml.ts';
import { channelService, WELCOME } from './channel-service.ts';

const POSTS = 60;

/** As standard clients publish: on conditions, which are looked at first. */
function onConditions(request: Element): Element {
  const options = form('submit', `${NS.PUBSUB}#publish-options`, { 'pubsub#access_model': 'open' });
  return el(
    NS.PUBSUB,
    'pubsub',
    {},
    ...childrenOf(request),
    el(NS.PUBSUB, 'publish-options', {}, options),
  );
}

test('what one person sends at once is done, answered and pushed in the order of sending', async () => {
  const service = await channelService();
  for (const who of ['thandi', 'piet']) await service.ok(who, 'set', registerRequest());
  await service.online('piet');
  const answered: string[] = [];
  const ask = async (id: string, request: Element) => {
    await service.ok('thandi', 'set', request);
    answered.push(id);
  };
  const [sent, asked]: [string[], Promise<void>[]] = [[], []];
  for (let n = 0; n < POSTS; n += 1) {
    const id = `p${n}`;
    const request = publishRequest(WELCOME, { id, text: `Post ${n}` });
    asked.push(ask(id, n % 3 === 0 ? onConditions(request) : request));
    sent.push(id);
    if (n % 5 !== 0) continue;
    asked.push(ask(`-${id}`, retractRequest(WELCOME, id)));
    sent.push(`-${id}`);
  }
  await Promise.all(asked);
  const pushed = (await service.pushes('piet')).flatMap((message) => {
    const event = readEvent(message);
    if (event?.kind === 'published') return event.items.map(({ id }) => id);
    return event?.kind === 'retracted' ? event.ids.map((id) => `-${id}`) : [];
  });
  expect(answered).toEqual(sent);
  expect(pushed).toEqual(sent);
});
