import { archiveRequest } from '../../src/protocol/archive.ts';
import { authorizationForm } from '../../src/protocol/authorization.ts';
import { nodeOf } from '../../src/protocol/channel.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { form } from '../../src/protocol/data-form.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import * as requests from '../../src/protocol/pubsub.ts';
import * as ownerRequests from '../../src/protocol/pubsub-owner.ts';
import { pageRequest } from '../../src/protocol/rsm.ts';
import { iq } from '../../src/protocol/stanza.ts';
import { type Element, el, serialize } from '../../src/protocol/xml.ts';
import { CHANNELS_ROUTES } from '../../src/server/component/routes.ts';
import { parseElement, StanzaParser } from '../../src/server/stream/parser.ts';
import { configRequest, wholeOwnChannelsRequest } from '../channels/other-clients.ts';
import { CHANNEL, DOMAIN } from '../durability/service-context.ts';
import type { Target } from './target.ts';
import { CLOSED, SERVICE, THANDI, Town } from './town.ts';

const OPENING = `<?xml version='1.0'?><stream:stream xmlns='${NS.COMPONENT}' xmlns:stream='${NS.STREAMS}' from='${SERVICE}' id='1'>`;
const BARE = `thandi@${DOMAIN}`;
const page = { max: 2, before: '' };
const node = nodeOf(CHANNEL);

const asked = (type: 'get' | 'set', payload: Element) =>
  iq({ type, id: 'q1', from: THANDI, to: SERVICE }, payload);
const pubsub = (...parts: Element[]) => el(NS.PUBSUB, 'pubsub', {}, ...parts);

/** Each kind of stanza once, as our own client writes it … */
const SPOKEN: readonly Element[] = [
  ...[
    requests.topicsRequest(CHANNEL, page),
    requests.topicsRequest(CHANNEL, { max: 2, after: 't1', index: 0 }),
    requests.itemRequest(CHANNEL, 't1'),
    requests.repliesRequest(CHANNEL, 't1', page),
    requests.affiliationsRequest(),
    wholeOwnChannelsRequest(),
    requests.metadataRequest(CHANNEL),
    requests.directoryRequest(page),
    configRequest(CHANNEL),
    pubsub(el(NS.BUDDYCLOUD, 'thread', { node, item_id: 'c1' }), pageRequest(page)),
    pubsub(el(NS.PUBSUB, 'threads', { node }), pageRequest(page)),
    pubsub(el(NS.BUDDYCLOUD, 'recent-items', { max: '5', since: '2026-01-01T00:00:00Z' })),
    pubsub(el(NS.BUDDYCLOUD, 'user-items', { since: '2026-01-01T00:00:00Z' })),
  ].map((payload) => asked('get', payload)),
  ...[
    requests.registerRequest(),
    requests.publishRequest(CHANNEL, { id: 'p1', title: 'Bus', text: 'Late.', parent: 't1' }),
    requests.retractRequest(CHANNEL, 'c1'),
    requests.subscribeRequest(CLOSED, BARE),
    requests.watchRequest(CHANNEL, THANDI),
    requests.unsubscribeRequest(CHANNEL, BARE),
    ownerRequests.createRequest(BARE, configChangeForm({ title: 'Thandi', accessModel: 'open' })),
    requests.configureRequest(CHANNEL, configChangeForm({ description: 'All about water' })),
    ownerRequests.setAffiliationRequest(CHANNEL, BARE, 'publisher'),
    ownerRequests.setSubscriptionRequest(CLOSED, BARE, 'subscribed'),
    ownerRequests.deleteRequest(BARE),
    archiveRequest({ queryId: 'm', page, node }),
    el(NS.SEARCH, 'query', {}, form('submit', NS.SEARCH, { content: 'water', max: '5' })),
  ].map((payload) => asked('set', payload)),
  el(
    NS.CLIENT,
    'message',
    { from: `admin@${DOMAIN}/x`, to: SERVICE },
    authorizationForm(node, BARE),
  ),
  el(NS.CLIENT, 'presence', { from: THANDI, to: SERVICE }),
];

/** … and each that the routes name, however little is in it. */
const ROUTED: readonly Element[] = Object.keys(CHANNELS_ROUTES).map((key) => {
  const [type, ns, name] = key.split(' ') as ['get' | 'set', string, string];
  const verb = el(ns, name, { node });
  return asked(
    type,
    ns === NS.PUBSUB_OWNER ? el(ns, 'pubsub', {}, verb) : name === 'query' ? verb : pubsub(verb),
  );
});

/**
 * Text on the service's stream, as far as what it stores and answers. The parser may refuse with an
 * error of its own; anything else that is thrown, an answer that says "failed inside", an answer
 * too many or too few, and one that no client could parse, is a defect.
 */
export async function stanzaTarget(): Promise<Target> {
  let town = await Town.open();
  return {
    seeds: [...SPOKEN, ...ROUTED].map((stanza) => serialize(stanza, NS.CLIENT)),
    async take(xml) {
      for (const stanza of stanzasIn(xml)) check(stanza, await town.receive(stanza));
    },
    async renew() {
      await town.close();
      town = await Town.open();
    },
  };
}

function stanzasIn(xml: string): readonly Element[] {
  const stanzas: Element[] = [];
  const parser = new StanzaParser({
    onOpen: () => undefined,
    onStanza: (stanza) => stanzas.push(stanza),
    onOversize: () => undefined,
    onClose: () => undefined,
  });
  // TCP cuts anywhere between two characters; here always at the same place of the same text.
  const cut = (xml.length * 7) % 97;
  try {
    for (const piece of [OPENING, xml.slice(0, cut), xml.slice(cut)]) parser.write(piece);
  } catch (error) {
    // A refusal is a plain `Error`; a TypeError or RangeError is a slip of the parser's.
    if ((error as Error).constructor !== Error) throw error;
  }
  return stanzas;
}

/** `<a></a>` is read as `<a/>`. */
const EMPTY = /<([^/<>](?:[^<>]*[^/<>])?)><\/[^<>]+>/g;

function check(stanza: Element, sent: readonly Element[]): void {
  for (const reply of sent) {
    const written = serialize(reply, NS.CLIENT).replace(EMPTY, '<$1/>');
    const read = parseElement(written.replace(/^<(\w+)/, `<$1 xmlns="${NS.CLIENT}"`));
    if (serialize(read, NS.CLIENT) !== written) throw new Error(`reads otherwise: ${written}`);
  }
  const { type } = stanza.attrs;
  const isQuestion =
    stanza.name === 'iq' && stanza.ns === NS.CLIENT && (type === 'get' || type === 'set');
  const answers = sent.filter((reply) => reply.name === 'iq').length;
  if (answers !== Number(isQuestion)) throw new Error(`${answers} answers`);
}
