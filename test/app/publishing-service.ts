import type { Store } from '../../src/app/store/store.ts';
import type { SyncContext } from '../../src/app/sync/context.ts';
import { NoAnswer, Refused } from '../../src/app/xmpp/requests.ts';
import { entryOf } from '../../src/protocol/atom.ts';
import { globalId, nodeOf } from '../../src/protocol/channel.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { child, childText, type Element, el } from '../../src/protocol/xml.ts';
import { SERVICE } from './fake-service.ts';
import { CHANNEL, item, ME } from './fresh-store.ts';

/** What becomes of one publish: `lost` is stored, and nobody hears of it. */
export type Outcome = 'ok' | 'lost' | 'offline' | 'refused' | 'wait';

/** Answers a publish with the entry as the service stored it. */
export function storedAnswer(id: string, seq: number, text: string): Element {
  const entry = entryOf(item(id, seq, { parent: 't', author: ME, text }), SERVICE);
  const node = nodeOf(CHANNEL);
  const shown = el(NS.PUBSUB, 'item', { id: globalId(SERVICE, node, id) }, entry);
  return el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'publish', { node }, shown));
}

/** A channel service that stores an id once, and fails as it is told. */
export class PublishingService {
  /** What becomes of the next publishes; after them there is no network. */
  outcomes: Outcome[] = [];
  readonly #stored = new Map<string, string>();

  /** What is stored, in the order of its coming. */
  get texts(): readonly string[] {
    return [...this.#stored.values()];
  }

  context(store: Store): SyncContext {
    return {
      store,
      me: ME,
      service: SERVICE,
      ask: async (_, payload) => {
        const answer = this.#publish(payload);
        return el(NS.CLIENT, 'iq', { type: 'result', from: SERVICE }, answer);
      },
      onMessage: () => () => undefined,
      askAnew: () => undefined,
      connection: () => `${ME}/phone`,
    };
  }

  #publish(payload: Element): Element {
    const publish = child(payload, 'publish') as Element;
    const entry = child(publish, 'item') as Element;
    const id = entry.attrs.id as string;
    const text = childText(child(entry, 'entry', NS.ATOM) as Element, 'content') ?? '';
    const outcome = this.outcomes.shift() ?? 'offline';
    const known = this.#stored.get(id);
    if (outcome === 'offline') throw new NoAnswer();
    if (outcome === 'wait') throw new Refused({ type: 'wait', condition: 'resource-constraint' });
    if (known === undefined && outcome === 'refused') {
      throw new Refused({ type: 'modify', condition: 'bad-request' });
    }
    if (known !== undefined && known !== text) {
      throw new Refused({ type: 'cancel', condition: 'conflict' });
    }
    this.#stored.set(id, text);
    if (outcome === 'lost') throw new NoAnswer();
    return storedAnswer(id, this.#stored.size, text);
  }
}
