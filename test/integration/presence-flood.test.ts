/** Who comes and goes without end waits, and nobody waits for them. */
import { expect, test } from 'vitest';
import { NS } from '../../src/protocol/namespaces.ts';
import { publishRequest, registerRequest, subscribeRequest } from '../../src/protocol/pubsub.ts';
import { readError, retryAfter } from '../../src/protocol/stanza.ts';
import { el } from '../../src/protocol/xml.ts';
import { RATES } from '../../src/server/service/rates.ts';
import { connect } from '../../src/server/stream/client.ts';
import { eventually } from '../harness/eventually.ts';
import { startSite } from '../harness/site.ts';

test('a flood of presence is refused; others are pushed to meanwhile', async () => {
  const site = await startSite({ env: { LIMITS: 'on' } });
  const { url, domain } = site;
  const service = `channels.${domain}`;
  const channel = `welcome@topics.${domain}`;
  const join = async (username: string) => {
    const account = { username, password: 'secret-pass', register: true };
    const client = await connect({ url, domain, ...account });
    await client.request('set', service, registerRequest());
    return client;
  };
  const [flooder, reader] = [await join('flooder'), await join('reader')];
  const bare = `reader@${domain}`;
  await reader.request('set', service, subscribeRequest(channel, bare));
  reader.send(el(NS.CLIENT, 'presence', { to: service }));

  const refused = () => flooder.presences.find(({ attrs }) => attrs.type === 'error');
  for (let n = 0; n < 2 * RATES.presence.burst; n += 1) {
    flooder.send(el(NS.CLIENT, 'presence', { to: service }));
    flooder.send(el(NS.CLIENT, 'presence', { to: service, type: 'unavailable' }));
  }
  await eventually(() => refused() !== undefined);
  const error = readError(refused() as NonNullable<ReturnType<typeof refused>>);
  expect(error).toMatchObject({ type: 'wait', condition: 'resource-constraint' });
  expect(retryAfter(error)).toBeGreaterThan(0);

  await flooder.request('set', service, publishRequest(channel, { id: 'during', text: 'Here.' }));
  await reader.waitForMessage(({ attrs }) => attrs.from === service);
  expect(reader.presences.filter(({ attrs }) => attrs.type === 'error')).toEqual([]);
  await Promise.all([flooder.close(), reader.close()]);
  await site.stop();
});
