import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { publishRequest, registerRequest } from '../../src/protocol/pubsub.ts';
import { createRequest } from '../../src/protocol/pubsub-owner.ts';
import { iq } from '../../src/protocol/stanza.ts';
import { child, type Element } from '../../src/protocol/xml.ts';
import { onMessage } from '../../src/server/component/authorization.ts';
import { onPresence } from '../../src/server/component/presence.ts';
import { answer } from '../../src/server/component/router.ts';
import { CHANNELS_ROUTES } from '../../src/server/component/routes.ts';
import { openSqlite } from '../../src/server/storage/sqlite.ts';
import { ADMIN, CHANNEL, DOMAIN, serviceContext } from '../durability/service-context.ts';

export const SERVICE = `channels.${DOMAIN}`;
export const CLOSED = `closed@topics.${DOMAIN}`;
export const THANDI = `thandi@${DOMAIN}/phone`;

/** The channel service with a real database, a few people, an open channel and a closed one. */
export class Town {
  readonly #folder = mkdtempSync(join(tmpdir(), 'wifi-chat-fuzz-'));
  readonly #database = openSqlite(join(this.#folder, 'channels.sqlite'));
  readonly #ctx = serviceContext(this.#database);

  static async open(): Promise<Town> {
    const town = new Town();
    const open = configChangeForm({ defaultAffiliation: 'publisher' });
    const closed = configChangeForm({ accessModel: 'authorize' });
    for (const [from, payload] of [
      [ADMIN.fullJid, createRequest(CHANNEL, open)],
      [ADMIN.fullJid, createRequest(CLOSED, closed)],
      [THANDI, registerRequest()],
      [THANDI, publishRequest(CHANNEL, { id: 't1', title: 'Water', text: 'Is it back?' })],
      [THANDI, publishRequest(CHANNEL, { id: 'c1', text: 'Not yet.', parent: 't1' })],
    ] as const) {
      await town.ask(from, payload);
    }
    return town;
  }

  /** Asks as that connection; throws where the service refuses. */
  async ask(from: string, payload: Element, type: 'get' | 'set' = 'set'): Promise<Element> {
    const [reply] = await this.receive(iq({ type, id: 'q', from, to: SERVICE }, payload));
    if (reply?.attrs.type !== 'result') throw new Error(`refused: ${JSON.stringify(reply)}`);
    return reply;
  }

  /** Takes a stanza as its link does; gives what is sent back. Throws where anything fails inside. */
  async receive(stanza: Element): Promise<readonly Element[]> {
    const sent: Element[] = [];
    const send = (reply: Element) => sent.push(reply);
    const onFailure = (error: unknown) => {
      throw error;
    };
    const ctx = this.#ctx;
    if (stanza.ns !== NS.CLIENT) return sent;
    if (stanza.name === 'message') await onMessage({ ctx, send, onFailure }, stanza);
    else if (stanza.name === 'presence') {
      await onPresence({ ctx, service: SERVICE, send, onFailure }, stanza);
    } else if (stanza.name === 'iq') {
      await answer({ ctx, service: SERVICE, routes: CHANNELS_ROUTES, send, onFailure }, stanza);
    }
    const failed = sent.some((reply) => {
      const error = child(reply, 'error');
      return error && child(error, 'internal-server-error', NS.STANZA_ERRORS);
    });
    if (failed) throw new Error('internal-server-error');
    return sent;
  }

  async close(): Promise<void> {
    await this.#database.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
