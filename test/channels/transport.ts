import { inject, onTestFinished } from 'vitest';
import { parseJid } from '../../src/protocol/jid.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { iq } from '../../src/protocol/stanza.ts';
import { type Element, el } from '../../src/protocol/xml.ts';
import { ComponentLink } from '../../src/server/component/link.ts';
import { parseElement } from '../../src/server/stream/parser.ts';
import { startWireProsody, type WireProsody } from '../harness/wire-prosody.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Whether this project's stanzas go through a real Prosody. */
    wired: boolean;
  }
}

/** What the service does with a stanza that reached it; what it sends goes to `send`. */
export type Receive = (stanza: Element, send: (stanza: Element) => void) => Promise<void>;

/** How stanzas get to the service and back. */
export interface Transport {
  /** Brings a stanza to the service; gives all that came back to its sender until it was done. */
  deliver(stanza: Element): Promise<readonly Element[]>;
  /** Takes what the service pushes, written out as for its link. */
  push(xml: string): void;
  /** Resolves when everything that was pushed has arrived. */
  settle(): Promise<void>;
  /** What arrived that nobody had asked for. */
  readonly arrived: Element[];
}

const inStream = (xml: string) =>
  parseElement(xml.replace('<message', `<message xmlns="${NS.CLIENT}"`));

/** Stanzas are handed in where the service's link would be. */
function direct(receive: Receive): Transport {
  const arrived: Element[] = [];
  return {
    arrived,
    async deliver(stanza) {
      const sent: Element[] = [];
      await receive(stanza, (answer) => sent.push(answer));
      return sent;
    },
    push: (xml) => arrived.push(inStream(xml)),
    settle: async () => undefined,
  };
}

/** For tests of what no server would route or no document may hold, and of very many requests. */
export const isWired = () => inject('wired') === true;

let prosody: WireProsody;

/** Starts the Prosody of the file whose tests are about to run: several files run at once. */
export async function openWire(): Promise<void> {
  prosody = await startWireProsody();
}

export const closeWire = () => prosody.stop();

const WORLDS = ['example.org', 'anon.example.org'];

/** Stanzas go by real streams through a real Prosody, which parses, routes and writes each of them. */
async function wired(receive: Receive, service: string): Promise<Transport> {
  const { port, secret } = prosody;
  const arrived: Element[] = [];
  const waiting = new Map<string, { sent: Element[]; done(): void }>();
  let ids = 0;

  const open = async (domain: string, onStanza: (stanza: Element) => void) => {
    let online: () => void = () => undefined;
    const ready = new Promise<void>((resolve) => {
      online = resolve;
    });
    const options = {
      host: '127.0.0.1',
      port,
      domain,
      secret,
      onStanza,
      onOffline: () => undefined,
    };
    const link = new ComponentLink({ ...options, onOnline: online });
    onTestFinished(() => link.stop());
    link.start();
    await ready;
    return link;
  };
  const channels = await open(service, (stanza) => {
    receive(stanza, (answer) => channels.send(answer)).then(() => {
      const { id, from } = stanza.attrs;
      // A message has no answer of its own: one of the test's marks where its consequences end.
      if (stanza.name === 'message') {
        channels.send(el(NS.CLIENT, 'message', { id, from: service, to: from, type: 'mark' }));
      }
    });
  });
  const inWorld = (stanza: Element) => {
    const { id = '', to = '', type } = stanza.attrs;
    const asked = waiting.get(id);
    if (asked && type === 'mark') return asked.done();
    if (asked && stanza.name === 'iq') {
      asked.sent.push(stanza);
      return asked.done();
    }
    const asker = [...waiting.values()].at(-1);
    const isPush = type === 'headline' || to === '' || stanza.name === 'presence';
    if (asker && !isPush) asker.sent.push(stanza);
    else arrived.push(stanza);
  };
  const worlds = new Map<string, ComponentLink>();
  for (const domain of WORLDS) worlds.set(domain, await open(domain, inWorld));

  const deliver = async (stanza: Element): Promise<readonly Element[]> => {
    ids += 1;
    const id = `wire-${ids}`;
    const sent: Element[] = [];
    const finished = new Promise<void>((done) => waiting.set(id, { sent, done }));
    const world = worlds.get(parseJid(stanza.attrs.from ?? '')?.domain ?? '') as ComponentLink;
    world.send({ ...stanza, attrs: { ...stanza.attrs, id } });
    await finished;
    waiting.delete(id);
    // The id told questions apart on the way; the asker sees its own.
    const { id: own = '' } = stanza.attrs;
    return sent.map((s) => (s.attrs.id === id ? { ...s, attrs: { ...s.attrs, id: own } } : s));
  };
  return {
    arrived,
    deliver,
    push: (xml) => channels.sendText(xml),
    async settle() {
      // Prosody keeps the order on a link: what was pushed before this answer has arrived with it.
      for (const domain of WORLDS) {
        const ping = el(NS.PING, 'ping');
        const from = `settling@${domain}/x`;
        await deliver(iq({ type: 'get', id: '', from, to: service }, ping));
      }
    },
  };
}

/** The transport of the project that runs: through a real Prosody where it has one. */
export async function openTransport(receive: Receive, service: string): Promise<Transport> {
  return isWired() ? wired(receive, service) : direct(receive);
}
