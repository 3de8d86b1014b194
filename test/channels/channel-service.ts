import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject, onTestFinished } from 'vitest';
import { NS } from '../../src/protocol/namespaces.ts';
import { iq, readError } from '../../src/protocol/stanza.ts';
import { childrenOf, type Element, el, serialize } from '../../src/protocol/xml.ts';
import { askModerators, onMessage } from '../../src/server/component/authorization.ts';
import { Pusher } from '../../src/server/component/push.ts';
import { answer } from '../../src/server/component/router.ts';
import { CHANNELS_ROUTES } from '../../src/server/component/routes.ts';
import type { ServiceContext } from '../../src/server/service/context.ts';
import { ensureDefaultChannels } from '../../src/server/service/default-channels.ts';
import type { IncidentDesk } from '../../src/server/service/incident-desk.ts';
import { PERSONAL_NODES } from '../../src/server/service/node-names.ts';
import { PlaceTree } from '../../src/server/service/place-tree.ts';
import { arrive } from '../../src/server/service/presence.ts';
import { Rates } from '../../src/server/service/rates.ts';
import { Watchers } from '../../src/server/service/watchers.ts';
import { openDatabase } from '../../src/server/storage/open.ts';
import { createPostgresDatabase, MIGRATED } from '../harness/postgres-database.ts';
import { openTransport } from './transport.ts';

export const SERVICE = 'channels.example.org';
export const WELCOME = 'welcome@topics.example.org';

/** A province with two metros, one of them with a town; another province. */
const TEST_PLACES = new PlaceTree([
  { id: 'gauteng', kind: 'province', parent: '', name: 'Gauteng' },
  { id: 'tshwane', kind: 'metro', parent: 'gauteng', name: 'City of Tshwane' },
  { id: 'temba', kind: 'town', parent: 'tshwane', name: 'Temba' },
  { id: 'joburg', kind: 'metro', parent: 'gauteng', name: 'City of Johannesburg' },
  { id: 'limpopo', kind: 'province', parent: '', name: 'Limpopo' },
]);

/** Where an empty database is: a file, or in the project that runs on PostgreSQL an address. */
async function freshDatabase(): Promise<string> {
  const server = inject('postgres');
  // Each test would bring an empty one to the schema, which takes longer than most of them.
  if (server) return createPostgresDatabase(server, MIGRATED);
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'channels.sqlite');
}

/**
 * The channel service on a real database. Stanzas reach it and its answers leave it by the transport
 * of the project that runs: handed in directly, or through a real Prosody.
 */
export async function channelService(options: { limits?: boolean; desk?: IncidentDesk } = {}) {
  const failures: unknown[] = [];
  const onFailure = (error: unknown) => failures.push(error);
  const transport = await openTransport(async (stanza, send) => {
    if (stanza.name === 'message') return onMessage({ ctx, send, onFailure }, stanza);
    await answer({ ctx, service: SERVICE, routes: CHANNELS_ROUTES, send, onFailure }, stanza);
  }, SERVICE);
  const pusher = new Pusher(SERVICE, transport.push, onFailure);
  let clock = Date.parse('2026-01-01T00:00:00Z');
  let ids = 0;
  let asked = Promise.resolve();
  const steady = { now: 0 };
  const ctx: ServiceContext = {
    ...(options.desk && { desk: options.desk }),
    database: await openDatabase(await freshDatabase()),
    watchers: new Watchers(),
    rates: options.limits ? new Rates(() => steady.now) : null,
    domain: 'example.org',
    admins: new Set(['admin@example.org']),
    defaultChannels: [WELCOME],
    personalNodes: PERSONAL_NODES,
    places: TEST_PLACES,
    emergency: () => [],
    now: () => {
      clock += 1_000;
      return new Date(clock).toISOString();
    },
    newId: () => {
      ids += 1;
      return `made-${ids}`;
    },
    tellReading: (actor, news) => pusher.pushReading(ctx, actor, news),
    tellOffice: (concerned) => pusher.pushOffice(ctx, concerned),
    announce: (change) => {
      pusher.push(ctx, change);
      asked = asked.then(() =>
        askModerators(ctx, SERVICE, change, (form) => transport.push(serialize(form, NS.CLIENT))),
      );
    },
  };
  await ensureDefaultChannels(ctx);
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= ctx.database.close();
    return closed;
  };
  onTestFinished(close);

  const full = (who: string) => {
    if (who.includes('/')) return who;
    return who.includes('@') ? `${who}/phone` : `${who}@example.org/phone`;
  };
  const ask = async (who: string, type: 'get' | 'set', ...payload: Element[]) => {
    const request = iq({ type, id: 'q1', from: full(who), to: SERVICE }, ...payload);
    const sent = await transport.deliver(request);
    return { reply: sent.at(-1) as Element, before: sent.slice(0, -1) };
  };

  const taken = (who: string): Element[] => {
    const mine = transport.arrived.filter((message) => message.attrs.to === full(who));
    for (const message of mine) transport.arrived.splice(transport.arrived.indexOf(message), 1);
    return mine;
  };

  return {
    ctx,
    failures,
    /** Lets go of the database before the test ends: for tests that open a great many of them. */
    close,
    /** The steady clock that limits go by, in milliseconds; it stands until a test moves it. */
    steady,
    /** Lets time pass on the clock that dates go by, in milliseconds. */
    pass(time: number) {
      clock += time;
    },
    /** Asks as that person; throws a readable line where the answer is an error. */
    async ok(who: string, type: 'get' | 'set', ...payload: Element[]): Promise<Element> {
      const { reply } = await ask(who, type, ...payload);
      if (failures.length > 0) throw failures[0];
      if (reply.attrs.type === 'error') throw new Error(refusalLine(reply));
      return childrenOf(reply)[0] ?? reply;
    },
    ask,
    /** Sends a message as that person; answers with what comes back. */
    async message(who: string, ...payload: Element[]): Promise<readonly Element[]> {
      const message = el(NS.CLIENT, 'message', { from: full(who), to: SERVICE }, ...payload);
      return transport.deliver(message);
    },
    /** Asks as that person and answers with the refusal as `type/condition +app`. */
    async refused(who: string, type: 'get' | 'set', ...payload: Element[]): Promise<string> {
      const { reply } = await ask(who, type, ...payload);
      return reply.attrs.type === 'error' ? refusalLine(reply) : 'accepted';
    },
    /** Lets that connection be pushed to. */
    async online(who: string): Promise<void> {
      // What was announced before is told to those who were there before.
      await Promise.all([pusher.settled(), asked]);
      const fullJid = full(who);
      const jid = fullJid.slice(0, fullJid.indexOf('/'));
      await arrive(ctx, { jid, fullJid, isLocal: jid.endsWith('@example.org') });
    },
    /** What was pushed to that connection since the last question. */
    async pushes(who: string): Promise<Element[]> {
      await Promise.all([pusher.settled(), asked]);
      await transport.settle();
      return taken(who);
    },
    /** The same, as far as it is there by now. */
    pushesByNow: (who: string): readonly Element[] => taken(who),
  };
}

function refusalLine(reply: Element): string {
  const { type, condition, app } = readError(reply);
  return `${type}/${condition}${app ? ` +${app.name}` : ''}`;
}
