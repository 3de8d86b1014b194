import { describe, expect, test } from 'vitest';
import { createRequests, NoAnswer, Refused } from '../../src/app/xmpp/requests.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { errorOf, resultOf } from '../../src/protocol/stanza.ts';
import { type Element, el } from '../../src/protocol/xml.ts';

const SERVICE = 'channels.example.org';
const question = el(NS.PING, 'ping');

function ask(answerTime?: number) {
  const sent: Element[] = [];
  const requests = createRequests(async (stanza) => {
    sent.push(stanza);
  }, answerTime);
  const answer = requests.request(SERVICE, 'get', question);
  return { requests, answer, request: sent[0] as Element };
}

/** An answer to the request, by whom it claims to be. */
const answerFrom = (request: Element, from: string | undefined): Element => {
  const { attrs, ...rest } = resultOf(request);
  const { from: _, ...others } = attrs;
  return { ...rest, attrs: from === undefined ? others : { ...others, from } };
};

describe('an answer is taken', () => {
  test.each([SERVICE, 'Channels.Example.ORG', 'channels.example.org.'])('from %s', async (from) => {
    const { requests, answer, request } = ask();
    expect(requests.answer(answerFrom(request, from))).toBe(true);
    expect((await answer).attrs.type).toBe('result');
  });
});

describe('an answer is not taken', () => {
  test.each([
    'mallory@example.org/x',
    'mallory@example.org',
    'example.org',
    `${SERVICE}/x`,
    `${SERVICE}.evil.example`,
    undefined,
  ])('from %s', async (from) => {
    const { requests, answer, request } = ask();
    expect(requests.answer(answerFrom(request, from))).toBe(false);
    expect(requests.answer(answerFrom(request, SERVICE))).toBe(true);
    await answer;
  });

  test('twice, nor where nobody asked', async () => {
    const { requests, answer, request } = ask();
    expect(requests.answer(answerFrom(request, SERVICE))).toBe(true);
    expect(requests.answer(answerFrom(request, SERVICE))).toBe(false);
    await answer;
  });

  test('where it is no answer', () => {
    const { requests, request } = ask();
    expect(requests.answer({ ...request, attrs: { ...request.attrs, from: SERVICE } })).toBe(false);
  });
});

test('a refusal carries the error as it was', async () => {
  const { requests, answer, request } = ask();
  const error = { type: 'auth', condition: 'forbidden', text: 'No.' } as const;
  requests.answer(errorOf(request, error));
  await expect(answer).rejects.toThrow(Refused);
  await answer.catch((refused: Refused) => expect(refused.error).toMatchObject(error));
});

test('silence is no answer', async () => {
  await expect(ask(10).answer).rejects.toThrow(NoAnswer);
});

test('a session that is gone answers nothing', async () => {
  const { requests, answer } = ask();
  requests.abandon();
  await expect(answer).rejects.toThrow(NoAnswer);
});

test('what cannot be sent is not waited for', async () => {
  const requests = createRequests(() => Promise.reject(new Error('no socket')));
  await expect(requests.request(SERVICE, 'get', question)).rejects.toThrow(NoAnswer);
});

test('ids cannot be guessed', () => {
  const ids = new Set(Array.from({ length: 100 }, () => ask().request.attrs.id));
  expect(ids.size).toBe(100);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
});
