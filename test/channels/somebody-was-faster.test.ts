/** Two who decide at once: on the phone and by forms, what another one decided first is no failure. */
import { expect, test } from 'vitest';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { peopleRequest, readPeople } from '../../src/protocol/people.ts';
import { subscribeRequest, unsubscribeRequest } from '../../src/protocol/pubsub.ts';
import {
  createRequest,
  letInRequest,
  setAffiliationRequest,
  setSubscriptionRequest,
} from '../../src/protocol/pubsub-owner.ts';
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

test('a no to who was let in meanwhile puts nobody out: it takes no role and no place', async () => {
  const { service, decide } = await town();
  const late = letInRequest(CHANNEL, ['zola@example.org', SIPHO], false);
  await service.ok('zola', 'set', subscribeRequest(CHANNEL, 'zola@example.org'));
  await service.ok('admin', 'set', letInRequest(CHANNEL, SIPHO, true));
  await service.ok('admin', 'set', setAffiliationRequest(CHANNEL, SIPHO, 'moderator'));
  expect(await decide('keep-out')).toBe('conflict');
  // Of many all or none.
  expect(await service.refused('admin', 'set', late)).toBe('cancel/conflict');
  const { reply } = await service.ask('admin', 'get', peopleRequest(CHANNEL, { person: SIPHO }));
  expect(readPeople(reply).people).toMatchObject([
    { affiliation: 'moderator', subscription: 'subscribed' },
  ]);
  // Both wanted them in, and who means to put a member out may.
  expect(await decide('let-in')).toBeNull();
  await service.ok('admin', 'set', setSubscriptionRequest(CHANNEL, SIPHO, 'none'));
  const odd = setSubscriptionRequest(CHANNEL, 'zola@example.org', 'none', 'x' as 'pending');
  expect(await service.refused('admin', 'set', odd)).toBe('modify/bad-request');
});
