/** What signing in again needs, kept in the account's own database and nowhere else. */
import { readMeta } from '../store/read/meta.ts';
import type { Store } from '../store/store.ts';
import { saveMeta } from '../store/write/meta.ts';
import type { TokenStore } from '../xmpp/credentials.ts';
import { randomId } from '../xmpp/random-id.ts';

/** The token of this account on this phone. */
export function tokensOf(store: Store): TokenStore {
  return {
    load: () => readMeta(store, 'token'),
    save: (token) => saveMeta(store, 'token', token),
    remove: () => saveMeta(store, 'token', undefined),
  };
}

/** The name of this phone for this account: tokens are bound to it (XEP-0484). */
export function userAgentOf(store: Store): Promise<string> {
  // In one transaction: two tabs that start together must not make two.
  return store.write(['meta'], async (tx) => {
    const meta = tx.objectStore('meta');
    const known = (await meta.get('userAgent')) as string | undefined;
    const userAgent = known ?? randomId();
    await meta.put(userAgent, 'userAgent');
    return userAgent;
  });
}
