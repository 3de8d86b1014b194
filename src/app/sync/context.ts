import type { Element } from '../../protocol/xml.ts';
import type { Store } from '../store/store.ts';

/** What every piece of work with the channel service needs. */
export interface SyncContext {
  readonly store: Store;
  /** Bare JID of the person, `null` for a reader without an account. */
  readonly me: string | null;
  /** Address of the channel service. */
  readonly service: string;
  /** Asks the channel service, or another where one is named; gives the answering iq. */
  readonly ask: (type: 'get' | 'set', payload: Element, of?: string) => Promise<Element>;
  /** Hears messages of the channel service, until the given function is called. */
  readonly onMessage: (listener: (message: Element) => void) => () => void;
  /** What is on the screen may have gone from the store: it is to be asked for anew. */
  readonly askAnew: () => void;
  /** Address of this connection; `null` while there is none. */
  readonly connection: () => string | null;
}
