import { NS } from '../../../src/protocol/namespaces.ts';
import { el } from '../../../src/protocol/xml.ts';
import { connect, type XmppClient } from '../../../src/server/stream/client.ts';
import { DOMAIN } from '../hosts/host.ts';
import { DIALECTS, type Dialect } from './dialect.ts';

/** Sign-ins at a time. */
const AT_ONCE = 20;

/** Everybody who is signed in to one XMPP server, each on a WebSocket. */
export interface Crowd {
  /** Owner of all channels and nodes. */
  readonly poster: XmppClient;
  /** Ten who post; they are not pushed to. */
  readonly publishers: readonly XmppClient[];
  readonly subscribers: readonly XmppClient[];
}

/** Makes the accounts and signs them in. */
export async function gather(url: string, subscribers: number): Promise<Crowd> {
  const signIn = (username: string) =>
    connect({ url, domain: DOMAIN, username, password: 'measured-pass', register: true });
  return {
    poster: await signIn('poster'),
    publishers: await inTurns(names('publisher', 10), signIn),
    subscribers: await inTurns(names('subscriber', subscribers), signIn),
  };
}

/**
 * Lets the subscribers be pushed to. Presence for everybody is what the servers' own pubsub sends by
 * to people (as opposed to connections), presence for our service what that goes by.
 */
export async function appear(crowd: Crowd): Promise<void> {
  const { service } = DIALECTS.channels;
  for (const client of crowd.subscribers) {
    client.send(el(NS.CLIENT, 'presence'));
    client.send(el(NS.CLIENT, 'presence', { to: service }));
    await client.request('get', service, el(NS.PING, 'ping'));
  }
}

/** Makes a channel or node, with those as its subscribers. */
export async function found(
  dialect: Dialect,
  name: string,
  keeps: number,
  poster: XmppClient,
  subscribers: readonly XmppClient[],
): Promise<void> {
  await poster.request('set', dialect.service, dialect.create(name, keeps));
  await inTurns(subscribers, (client) =>
    client.request('set', dialect.service, dialect.subscribe(name, bareOf(client))),
  );
}

const bareOf = ({ jid }: XmppClient) => jid.slice(0, jid.indexOf('/'));

const names = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, n) => `${prefix}-${n}`);

/** Does it for all, some at a time; gives the results in the order of `all`. */
async function inTurns<T, R>(all: readonly T[], act: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const rest = all.entries();
  const worker = async () => {
    for (const [index, one] of rest) results[index] = await act(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
