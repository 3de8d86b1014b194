/** Two who decide at once: on the phone and by forms, what another one decided first is no failure. */
import { expect, test } from 'vitest';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { subscribeRequest, unsubscribeRequest } from '../../src/protocol/pubsub.ts';
import { createRequest } from '../../src/protocol/pubsub-owner.ts';
import { readError } from '../../src/protocol/stanza.ts';
import { TODO_KINDS } from '../../src/protocol/todo/kinds.ts';
import { troubleOfStanza } from '../../src/protocol/trouble.ts';
import { channelService } from './channel-service.ts';

const CHANNEL = 'water@topics.example.org';
const SIPHO = 'sipho@example.org';

/** A channel that lets nobody in unasked, where Sipho waits. */
async function town() {
  const service = await channelService();
  const closed = configChangeForm({ accessModel: 'authorize' });
  await service.ok('admin', 'set', createRequest(CHANNEL, closed));
  await service.ok('sipho', 'set', subscribeRequest(CHANNEL, SIPHO));
  const decide = async (verb: string) => {
    const fields: Record<string, string> = { channel: CHANNEL, jid: SIPHO };
    const request = TODO_KINDS.people.act(verb, (name) => fields[name] ?? '');
    if (!request) throw new Error(verb);
    const { reply } = await service.ask('admin', 'set', request);
    return reply.attrs.type === 'error' ? troubleOfStanza(readError(reply)) : null;
  };
  return { service, decide };
}

test('who was turned away, or thought better of it, is not waiting any more: that is all that is said', async () => {
  const { service, decide } = await town();
  expect(await decide('keep-out')).toBeNull();
  for (const verb of ['keep-out', 'let-in']) expect(await decide(verb), verb).toBe('not-found');
  await service.ok('sipho', 'set', subscribeRequest(CHANNEL, SIPHO));
  await service.ok('sipho', 'set', unsubscribeRequest(CHANNEL, SIPHO));
  for (const verb of ['keep-out', 'let-in']) expect(await decide(verb), verb).toBe('not-found');
});
