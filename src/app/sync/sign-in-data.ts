/** What signing in again needs, kept in the account's own database and nowhere else. */
import { readMeta } from '../store/read/meta.ts';
import { beginSession, mask, sessionKey } from '../store/session-key.ts';
import type { Store } from '../store/store.ts';
import { saveMeta } from '../store/write/meta.ts';
import type { Token, TokenStore } from '../xmpp/credentials.ts';
import { randomId } from '../xmpp/random-id.ts';

/** Longer than any token: repeated, a key would give itself away. */
const newKey = () => [1, 2, 3, 4].map(randomId).join('');

/**
 * The token of this account on this phone. Where the person does not stay signed in, it is of use only
 * as long as the browser session lasts; without cookies, as long as this page.
 */
export function tokensOf(store: Store, stay: boolean): TokenStore {
  let unsaved: Token | undefined;
  return {
    async load() {
      const kept = await readMeta(store, 'token');
      if (!kept?.masked) return kept ?? unsaved;
      const key = sessionKey();
      const { mechanism, token } = kept;
      return key === undefined ? undefined : { mechanism, token: mask(token, key) };
    },
    async save(token) {
      if (stay) return saveMeta(store, 'token', token);
      const key = beginSession(newKey());
      unsaved = token;
      if (key === undefined) return;
      await saveMeta(store, 'token', { ...token, token: mask(token.token, key), masked: true });
    },
    remove() {
      unsaved = undefined;
      return saveMeta(store, 'token', undefined);
    },
  };
}

/** The name of this phone for this account: tokens are bound to it (XEP-0484). `begin` is done first where there is none. */
export async function userAgentOf(
  store: Store,
  begin: () => unknown = () => undefined,
): Promise<string> {
  // A full phone could not write it once more, and would not start.
  const kept = await readMeta(store, 'userAgent');
  if (kept) return kept;
  await begin();
  // In one transaction: two tabs that start together must not make two.
  return store.write(['meta'], async (tx) => {
    const meta = tx.objectStore('meta');
    const known = (await meta.get('userAgent')) as string | undefined;
    if (known) return known;
    const userAgent = randomId();
    await meta.put(userAgent, 'userAgent');
    return userAgent;
  });
}
