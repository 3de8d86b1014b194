import { draftEntry, readEntry } from '../../src/protocol/atom.ts';
import { nodeOf } from '../../src/protocol/channel.ts';
import { xmlSafe } from '../../src/protocol/limits.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { itemRequest } from '../../src/protocol/pubsub.ts';
import { iq } from '../../src/protocol/stanza.ts';
import { child, type Element, el, serialize } from '../../src/protocol/xml.ts';
import { parseElement } from '../../src/server/stream/parser.ts';
import { CHANNEL } from '../durability/service-context.ts';
import type { Target } from './target.ts';
import { SERVICE, THANDI, Town } from './town.ts';

const ATOM = ` xmlns="${NS.ATOM}"`;
const xhtml = (words: string) => `<div xmlns="http://www.w3.org/1999/xhtml"><p>${words}</p></div>`;
const reply = `<in-reply-to xmlns="${NS.THREAD}" ref="t1"/>`;
const target = `<target xmlns="${NS.ACTIVITY}"><id>c1</id><object-type>post</object-type></target>`;

/** Entries as our app, clients of XEP-0277, and the original write them. */
const SEEDS: readonly string[] = [
  serialize(draftEntry({ channel: CHANNEL, title: 'Bus', text: 'The 9 is late 💧', parent: 't1' })),
  `<entry${ATOM}><title>Only a title</title></entry>`,
  `<entry${ATOM}><title type="text">Two</title><title type="xhtml">${xhtml('Two')}</title><content type="text">a &lt;b&gt; &amp; c</content><content type="xhtml">${xhtml('a<br/>b')}</content></entry>`,
  `<entry${ATOM}><content>There</content><geoloc xmlns="${NS.GEOLOC}"><lat>1.5</lat><lon>-2</lon><text>Here</text></geoloc></entry>`,
  `<entry${ATOM}><id>x</id><author><name>me</name></author><published>2026-01-01T00:00:00Z</published><content>Mine</content>${reply}${target}</entry>`,
  `<entry${ATOM}><content>5</content>${reply}${target}<rating xmlns="${NS.REVIEW}">5.0</rating></entry>`,
];

/**
 * An Atom entry, as far as its row and back. What is taken must be given back the same in the
 * answer, to a reader, and when it is sent again; words must be such as any XML server lets by.
 */
export async function entryTarget(): Promise<Target> {
  let town = await Town.open();
  let sent = 0;
  return {
    seeds: SEEDS,
    async take(xml) {
      const entry = parsed(xml);
      if (!entry) return;
      sent += 1;
      const id = `f${sent}`;
      const first = await publish(town, id, entry);
      if (!first) return;
      const [read] = await town.receive(ask('get', itemRequest(CHANNEL, id)));
      for (const again of [entryIn(read), await publish(town, id, entry)]) {
        if (!again || serialize(again) !== serialize(first))
          throw new Error('given back otherwise');
      }
      const item = readEntry(parseElement(serialize(first)), CHANNEL);
      if (item?.id !== id) throw new Error('no client can read it');
      for (const words of [item.title, item.text]) {
        if (words !== xmlSafe(words)) throw new Error('not what XML can carry');
      }
    },
    async renew() {
      await town.close();
      town = await Town.open();
    },
  };
}

function parsed(xml: string): Element | null {
  try {
    return parseElement(xml);
  } catch (error) {
    if ((error as Error).constructor !== Error) throw error;
    return null;
  }
}

const ask = (type: 'get' | 'set', payload: Element) =>
  iq({ type, id: 'q1', from: THANDI, to: SERVICE }, payload);

/** The entry as it was stored, `undefined` where it was refused. */
async function publish(town: Town, id: string, entry: Element): Promise<Element | undefined> {
  const item = el(NS.PUBSUB, 'item', { id }, entry);
  const verb = el(NS.PUBSUB, 'publish', { node: nodeOf(CHANNEL) }, item);
  const request = el(NS.PUBSUB, 'pubsub', {}, verb, el(NS.ORDER, 'order'));
  return entryIn((await town.receive(ask('set', request)))[0]);
}

function entryIn(reply: Element | undefined): Element | undefined {
  const pubsub = reply?.attrs.type === 'result' ? child(reply, 'pubsub', NS.PUBSUB) : undefined;
  const items = pubsub && (child(pubsub, 'publish') ?? child(pubsub, 'items'));
  const item = items && child(items, 'item');
  return item && child(item, 'entry', NS.ATOM);
}
