import { expect, test, vi } from 'vitest';
import { form } from '../../src/protocol/data-form.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { errorOf, resultOf } from '../../src/protocol/stanza.ts';
import { child, childrenOf, type Element, el, textOf } from '../../src/protocol/xml.ts';
import { distribute } from '../../src/server/component/distribute.ts';
import { MulticastFinder } from '../../src/server/component/multicast-finder.ts';
import { parseElement } from '../../src/server/stream/parser.ts';

const LETTER = { from: 'channels.example.org', body: '<event xmlns="urn:x"/>' };
const DOMAIN = 'example.org';

const sent = (receivers: string[], maxReceivers: number | null, isOurs = false) =>
  distribute(
    LETTER,
    receivers,
    DOMAIN,
    maxReceivers === null ? null : { jid: 'multicast.example.org', isOurs, maxReceivers },
  ).map((xml) => parseElement(xml.replace('<message', `<message xmlns="${NS.CLIENT}"`)));

const namedIn = (message: Element) =>
  childrenOf(message, 'addresses', NS.ADDRESS)
    .flatMap((list) => childrenOf(list, 'address'))
    .map((address) => address.attrs.jid);

test('where nobody copies, each receiver gets a stanza', () => {
  const messages = sent(['a@example.org/1', `b@example.org/"<&>'`], null);
  expect(messages.map((message) => message.attrs)).toEqual([
    { from: LETTER.from, to: 'a@example.org/1', type: 'headline' },
    { from: LETTER.from, to: `b@example.org/"<&>'`, type: 'headline' },
  ]);
  expect(messages.flatMap(namedIn)).toEqual([]);
});

test('receivers are named in one stanza, no more of them than the copier takes', () => {
  const receivers = ['a@example.org/1', 'b@example.org/<2>', 'c@anon.example.org/3'];
  const messages = sent(receivers, 2);
  expect(messages.map((message) => message.attrs.to)).toEqual(
    Array(2).fill('multicast.example.org'),
  );
  expect(messages.map(namedIn)).toEqual([receivers.slice(0, 2), receivers.slice(2)]);
});

test('our own module is named them in one text', () => {
  const receivers = ['a@example.org/1', 'b@example.org/<2>', 'c@anon.example.org/3'];
  const lists = sent(receivers, 2, true).map((message) =>
    child(message, 'receivers', NS.RECEIVERS),
  );
  expect(lists.map((list) => list && textOf(list).split('\n'))).toEqual([
    receivers.slice(0, 2),
    receivers.slice(2),
  ]);
});

test('our own module is given as text what it can put in again', () => {
  const [message] = sent(['a@example.org/1'], 2, true);
  const content = message && child(message, 'content', NS.RECEIVERS);
  expect(content && textOf(content)).toBe(LETTER.body);
  const receivers = ['a@example.org/1'];
  const module = { jid: 'multicast.example.org', isOurs: true, maxReceivers: 2 };
  const other = { ...LETTER, body: '<event xmlns="urn:x"></event>' };
  expect(distribute(other, receivers, DOMAIN, module)[0]).toContain(other.body);
});

test('receivers elsewhere get a stanza each: the way to them stays one', () => {
  const messages = sent(['a@example.com/1', 'b@badexample.org/2', 'c@example.org/3'], 10);
  expect(messages.map((message) => message.attrs.to)).toEqual([
    'a@example.com/1',
    'b@badexample.org/2',
    'multicast.example.org',
  ]);
});

/** A server whose services have these features, as `MulticastFinder` sees it. */
function server(features: Readonly<Record<string, Element[]>>) {
  const onFailure = vi.fn();
  const answers: Element[] = [];
  const finder = new MulticastFinder(
    LETTER.from,
    DOMAIN,
    (request) => {
      const { to = '' } = request.attrs;
      const [query] = childrenOf(request).map((child) => child.ns);
      const items = Object.keys(features).map((jid) => el(NS.DISCO_ITEMS, 'item', { jid }));
      const parts = query === NS.DISCO_ITEMS ? items : (features[to] ?? []);
      const reply = resultOf(request, el(query as string, 'query', {}, ...parts));
      answers.push(reply);
      queueMicrotask(() => finder.receive(reply));
    },
    onFailure,
  );
  return { finder, onFailure, answers };
}

const copies = el(NS.DISCO_INFO, 'feature', { var: NS.ADDRESS });

test('the server itself is asked first, then its services', async () => {
  const own = server({ 'example.org': [copies, form('result', NS.ADDRESS, { message: '50' })] });
  await own.finder.linkUp();
  expect(own.finder.current).toEqual({ jid: 'example.org', isOurs: false, maxReceivers: 50 });

  const service = server({ 'pubsub.example.org': [], 'multicast.example.org': [copies] });
  await service.finder.linkUp();
  // Without a word on it, XEP-0033's own limit.
  expect(service.finder.current).toEqual({
    jid: 'multicast.example.org',
    isOurs: false,
    maxReceivers: 20,
  });

  const ours = el(NS.DISCO_INFO, 'feature', { var: NS.RECEIVERS });
  const module = server({ 'example.org': [ours], 'multicast.example.org': [copies] });
  await module.finder.linkUp();
  expect(module.finder.current).toEqual({ jid: 'example.org', isOurs: true, maxReceivers: 200 });

  const none = server({ 'pubsub.example.org': [] });
  await none.finder.linkUp();
  expect(none.finder.current).toBe(null);
});

test('an answer counts only from whom was asked', async () => {
  const asked: Element[] = [];
  const send = (request: Element) => asked.push(request);
  const finder = new MulticastFinder(LETTER.from, DOMAIN, send, vi.fn());
  const searching = finder.linkUp();
  const answer = (from: string, ...parts: Element[]) => {
    const reply = resultOf(asked.at(-1) as Element, el(NS.DISCO_INFO, 'query', {}, ...parts));
    finder.receive({ ...reply, attrs: { ...reply.attrs, from } });
  };
  answer('mallory@example.org/x', copies);
  answer('example.org');
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  finder.receive(errorOf(asked[1] as Element, { type: 'cancel', condition: 'not-allowed' }));
  await searching;
  expect(finder.current).toBe(null);
});

test('who refuses to copy is asked no more until the link is new', async () => {
  const { finder, onFailure } = server({ 'example.org': [copies] });
  await finder.linkUp();
  const bounce = (from: string) =>
    finder.receive(el(NS.CLIENT, 'message', { type: 'error', from, to: LETTER.from }));
  bounce('somebody@example.org');
  expect(finder.current).not.toBe(null);
  bounce('example.org');
  expect(finder.current).toBe(null);
  expect(onFailure).toHaveBeenCalledOnce();
  await finder.linkUp();
  expect(finder.current).not.toBe(null);
});
