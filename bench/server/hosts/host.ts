/** An XMPP server that is measured, with what is needed to reach it. */
export interface Host {
  readonly name: 'Prosody' | 'ejabberd';
  /** Base of its WebSocket, without `/xmpp-websocket`. */
  readonly url: string;
  /** Port for components (XEP-0114). */
  readonly componentPort: number;
  stop(): Promise<void>;
}

/** Domain of the accounts on both. */
export const DOMAIN = 'localhost';
/** Domain of the server's own pubsub service. */
export const PUBSUB_DOMAIN = `pubsub.${DOMAIN}`;
/** The same once more, for a node that holds much. */
export const ARCHIVE_DOMAIN = `archive.${DOMAIN}`;
/** What our two components prove themselves with. */
export const SECRET = 'measured';
/** How many items the servers' own pubsub may hold in a node. */
export const MAX_ITEMS = 20_000;
