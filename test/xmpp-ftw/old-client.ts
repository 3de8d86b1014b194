import { EventEmitter } from 'node:events';
import type { Site } from '../harness/site.ts';
import { load } from './installed.ts';

const ANSWER_WITHIN = 10_000;

/** What the library tunes on every connection: it thinks of TCP, where these mean something. */
const NO_SOCKET = { setTimeout: () => undefined, setKeepAlive: () => undefined };

/** What the library hands to the browser: JSON, whose shapes are the library's. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Json = any;

export interface Answer {
  readonly data: Json;
  /** Of answers that come in pages. */
  readonly paging: Json;
}

interface Push {
  readonly event: string;
  readonly data: Json;
  readonly answer: ((data: Json) => void) | undefined;
}

/**
 * The server half of the original WiFi Chat of 2015 (xmpp-ftw with xmpp-ftw-buddycloud), with the
 * test where the browser's socket was.
 */
export class OldClient {
  /** Everything that the library sent to the browser unasked. */
  readonly pushes: Push[] = [];
  readonly #socket = Object.assign(new EventEmitter(), {
    send: (event: string, data: Json, answer?: (data: Json) => void) => {
      this.pushes.push({ event, data, answer });
      this.#arrived.emit('push');
    },
    end: () => undefined,
  });
  readonly #arrived = new EventEmitter().setMaxListeners(0);

  /** Makes an account and signs in to it, over Prosody's own port for clients. */
  async signUp(site: Site, username: string): Promise<void> {
    const { Xmpp } = load('xmpp-ftw');
    load('node-xmpp-client/lib/websockets').prototype.socket = NO_SOCKET;
    const Buddycloud = load('xmpp-ftw-buddycloud');
    const xmpp = new Xmpp(this.#socket);
    xmpp.addListener(new Buddycloud());
    this.#socket.emit('xmpp.login', {
      jid: `${username}@${site.domain}`,
      password: 'secret-pass',
      register: true,
      preferred: 'PLAIN',
      websocket: { url: `${site.url.replace(/^http/, 'ws')}/xmpp-websocket` },
    });
    const event = await this.push(({ event }) => ['xmpp.connection', 'xmpp.error'].includes(event));
    if (event.event === 'xmpp.error') throw new Error(JSON.stringify(event.data));
  }

  /** Asks as the browser did; `name` without `xmpp.buddycloud.`. Rejects with the library's error. */
  request(name: string, data: Json = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${name} was not answered`)), ANSWER_WITHIN);
      this.#socket.emit(
        `xmpp.buddycloud.${name}`,
        data,
        (error: Json, found: Json, paging: Json) => {
          clearTimeout(late);
          if (error) reject(error);
          else resolve({ data: found, paging });
        },
      );
    });
  }

  /** Tells without waiting for anything, as presence is sent. */
  tell(name: string): void {
    this.#socket.emit(`xmpp.buddycloud.${name}`, {});
  }

  /** The first push, of those that came and those to come, that the predicate takes. */
  push(wants: (push: Push) => boolean): Promise<Push> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = this.pushes.find(wants);
        if (!found) return;
        clearTimeout(late);
        this.#arrived.off('push', look);
        resolve(found);
      };
      const late = setTimeout(() => {
        const seen = this.pushes.map((push) => `${push.event} ${JSON.stringify(push.data)}`);
        reject(new Error(`no such push; there were:\n${seen.join('\n')}`));
      }, ANSWER_WITHIN);
      this.#arrived.on('push', look);
      look();
    });
  }

  signOut(): void {
    this.#socket.emit('xmpp.logout', {}, () => undefined);
  }
}
