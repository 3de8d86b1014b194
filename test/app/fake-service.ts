import { vi } from 'vitest';
import type { SyncContext } from '../../src/app/sync/context.ts';
import { NoAnswer, Refused } from '../../src/app/xmpp/requests.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import type { StanzaError } from '../../src/protocol/stanza.ts';
import { type Element, el } from '../../src/protocol/xml.ts';
import { freshStore, ME } from './fresh-store.ts';

export const SERVICE = 'channels.example.org';

/** What the service does with a question: a payload, nothing, a refusal, or silence. */
export type Answer = (payload: Element, type: 'get' | 'set') => Element | undefined;

export const silence = (): never => {
  throw new NoAnswer();
};

export const refusal = (error: StanzaError) => (): never => {
  throw new Refused(error);
};

/** A context whose service is a function; `say` sends a message from it. */
export function withService(answer: Answer, me: string | null = ME) {
  const listeners = new Set<(message: Element) => void>();
  const asked: Element[] = [];
  const askedAnew = vi.fn();
  const context: SyncContext = {
    store: freshStore(),
    me,
    service: SERVICE,
    ask: async (type, payload) => {
      asked.push(payload);
      return el(NS.CLIENT, 'iq', { type: 'result', from: SERVICE }, answer(payload, type));
    },
    onMessage(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    askAnew: askedAnew,
    connection: () => `${ME}/phone`,
  };
  const say = (message: Element) => {
    for (const listener of [...listeners]) listener(message);
  };
  return { context, asked, askedAnew, say };
}
