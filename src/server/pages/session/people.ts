import { randomUUID } from 'node:crypto';
import { credentialsRequest, type Fate, unregisterRequest } from '../../../protocol/account.ts';
import { registerRequest } from '../../../protocol/pubsub.ts';
import type { Element } from '../../../protocol/xml.ts';
import { RequestRefused, XmppClient } from '../../stream/client.ts';
import { SignInRefused, signInWithPassword, signInWithToken } from '../../stream/sasl2.ts';
import type { Asker } from '../visitor.ts';
import { serviceOf, wayTo, type XmppPlace } from './connection.ts';
import { Ended } from './ended.ts';
import { Memory } from './memory.ts';
import { type OpenSession, OpenSessions, type Session } from './open-sessions.ts';
import { type OwedOptions, OwedSignOuts } from './owed-sign-outs.ts';
import { Presence } from './presence.ts';
import type { Ticket } from './ticket.ts';

/**
 * Signs people of the page lane in and out, and gives each request the XMPP session that its cookie's ticket
 * stands for.
 */
export class People {
  readonly #xmpp: XmppPlace;
  readonly #read: (xml: string) => Element;
  readonly #sessions = new OpenSessions();
  /** Devices that were signed out, and tickets that were refused. */
  readonly #ended = new Ended();
  readonly #owed: OwedSignOuts;
  /** Accounts that are being given up, by the form that asks for it. */
  readonly #leaving = new Map<string, Promise<void>>();
  /** Forms by which one was. */
  readonly #left = new Ended();

  /** `read` parses what comes; `owed` says where it is kept who has yet to be signed out. */
  constructor(xmpp: XmppPlace, read: (xml: string) => Element, owed: Omit<OwedOptions, 'revoke'>) {
    this.#xmpp = xmpp;
    this.#read = read;
    this.#owed = new OwedSignOuts({ ...owed, revoke: (ticket) => this.#revoke(ticket) });
  }

  /**
   * The session of a ticket, opened where it is not open.
   *
   * @throws SignInRefused where the ticket is worth nothing any more.
   */
  async session(ticket: Ticket, address: string): Promise<Session> {
    const { device } = ticket;
    if (this.isOver(ticket)) throw new SignInRefused('not-authorized');
    return this.#sessions.use(device, this.#sessions.get(device) ?? this.#resume(ticket, address));
  }

  /**
   * Signs in by password; `join` makes the account first (XEP-0077).
   *
   * @throws SignInRefused, and RequestRefused where the account cannot be made.
   */
  async signIn(
    username: string,
    password: string,
    address: string,
    join = false,
  ): Promise<Session> {
    const session = await this.#enter(username, password, address, join);
    // Makes the channels known that a new person follows at once; nothing to wait for otherwise.
    await session.ask('set', registerRequest());
    return session;
  }

  /** Whether a ticket is known here to be worth nothing any more; nobody is asked. */
  isOver(ticket: Ticket): boolean {
    const { device } = ticket;
    return [device, nameOf(ticket)].some((name) => this.#ended.has(name)) || this.#owed.has(device);
  }

  /**
   * Makes a ticket worth nothing, wherever a copy of it is: here at once, so that no request beside this
   * one goes on with it, and at the XMPP server as soon as that can be reached.
   */
  async signOut(ticket: Ticket, address: string): Promise<void> {
    this.#ended.add(ticket.device);
    this.#sessions.close(ticket.device);
    await this.#revoke(ticket, address).catch(() => this.#owed.add(ticket));
  }

  /**
   * Ends the account of whom the password shows to be that person: at the channel service first,
   * which may refuse, then at the XMPP server. Asking again goes on with it. `form` is what that form is known
   * by, to {@link hasLeft}.
   *
   * @throws SignInRefused where the password is wrong, RequestRefused where the account has to stay.
   */
  async giveUp(
    form: string,
    username: string,
    password: string,
    fate: Fate,
    address: string,
  ): Promise<void> {
    const begin = () => this.#giveUp(username, password, fate, address);
    const leaving = this.#leaving.get(form)?.catch(begin) ?? begin();
    this.#leaving.set(form, leaving);
    try {
      await leaving;
      this.#left.add(form);
    } finally {
      if (this.#leaving.get(form) === leaving) this.#leaving.delete(form);
    }
  }

  /** Whether an account was given up by a form that comes again; where it is under way that is waited for. */
  async hasLeft(form: string): Promise<boolean> {
    await this.#leaving.get(form)?.catch(() => undefined);
    return this.#left.has(form);
  }

  async #giveUp(username: string, password: string, fate: Fate, address: string): Promise<void> {
    await this.#proven(username, password, address, async (client) => {
      const service = serviceOf(this.#xmpp);
      await client.request('set', service, unregisterRequest(fate)).catch(unlessGone);
      await client.request('set', this.#xmpp.domain, unregisterRequest());
    });
  }

  /**
   * Changes the password of whom the one of now shows to be that person, and signs in with the new
   * one: all sessions of before have ended.
   *
   * @throws SignInRefused where the password of now is wrong.
   */
  async changePassword(
    username: string,
    current: string,
    fresh: string,
    address: string,
  ): Promise<Session> {
    const { domain } = this.#xmpp;
    const change = this.#proven(username, current, address, async (client) => {
      await client.request('set', domain, credentialsRequest(username, fresh));
    });
    const refusal = await change.then(() => null, onlyRefusal);
    // Whatever the channel service says: the password is another by now. It was before where the form came twice.
    return this.#enter(username, fresh, address).catch((error) => {
      throw refusal && error instanceof SignInRefused ? refusal : error;
    });
  }

  /** How that person stands to channels is not as it was: nothing that a session of theirs was told holds. */
  forget(person: string): void {
    for (const session of this.#sessions.all()) {
      // One that could not be opened was told nothing.
      session.then(({ me, memory }) => me === person && memory?.forget()).catch(() => undefined);
    }
  }

  /** Nothing holds that any session was told. */
  forgetAll(): void {
    for (const session of this.#sessions.all()) {
      session.then(({ memory }) => memory?.forget()).catch(() => undefined);
    }
  }

  async stop(): Promise<void> {
    this.#owed.stop();
    await this.#sessions.closeAll();
  }

  #enter(username: string, password: string, address: string, join = false): OpenSession {
    const device = randomUUID();
    const person = { ...this.#xmpp, username, device };
    const opening = this.#connect(person, address, async (client) => {
      const taken = join ? await register(client, person.domain, username, password) : null;
      try {
        return await signInWithPassword(client, person, password);
      } catch (error) {
        // Whose first answer was lost is this very person: then the password fits.
        throw taken && error instanceof SignInRefused ? taken : error;
      }
    });
    return this.#sessions.use(device, opening);
  }

  /** Does something on a stream of its own, for whom the password shows to be that person. */
  async #proven(
    username: string,
    password: string,
    address: string,
    act: (client: XmppClient) => Promise<void>,
  ): Promise<void> {
    const person = { domain: this.#xmpp.domain, username, device: randomUUID() };
    const client = await this.#stream(person, address);
    try {
      await signInWithPassword(client, person, password);
      await act(client);
    } finally {
      client.socket.terminate();
    }
  }

  /** Rejects where the XMPP server cannot be reached. */
  async #revoke(ticket: Ticket, address?: string): Promise<void> {
    const person = { ...this.#xmpp, ...ticket };
    const client = await this.#stream(person, address);
    try {
      await signInWithToken(client, person, ticket.token, true);
    } catch (error) {
      if (!(error instanceof SignInRefused)) throw error; // it was worth nothing before
    } finally {
      client.socket.terminate();
    }
  }

  #resume(ticket: Ticket, address: string): OpenSession {
    const person = { ...this.#xmpp, ...ticket };
    return this.#connect(person, address, async (client) => {
      try {
        return (await signInWithToken(client, person, ticket.token)) ?? ticket.token;
      } catch (error) {
        if (error instanceof SignInRefused) this.#ended.add(nameOf(ticket));
        throw error;
      }
    });
  }

  async #connect(
    { username, device, domain }: { username: string; device: string; domain: string },
    address: string,
    authenticate: (client: XmppClient) => Promise<string>,
  ): OpenSession {
    const memory = new Memory();
    const service = serviceOf(this.#xmpp);
    let presence: Presence | undefined;
    const client = await this.#stream({ username, domain }, address, (stanza) => {
      if (stanza.attrs.from !== service) return;
      presence?.hear(stanza);
      memory.hear(stanza);
    });
    try {
      const token = await authenticate(client);
      const there = new Presence(client, service);
      presence = there;
      const ask: Asker['ask'] = (type, payload) => {
        there.say();
        return client.request(type, service, payload).finally(() => {
          if (type === 'set') memory.act(payload);
        });
      };
      const ticket = { username, device, token };
      const askMedia: Asker['ask'] = (type, payload) =>
        client.request(type, `media.${domain}`, payload);
      const me = `${username}@${domain}`;
      const askServer: Asker['ask'] = (type, payload) => client.request(type, domain, payload);
      return { client, me, ticket, memory, ask, askMedia, askServer };
    } catch (error) {
      client.socket.terminate();
      throw error;
    }
  }

  async #stream(
    { username, domain }: { username: string; domain: string },
    address: string | undefined,
    onStanza: (stanza: Element) => void = () => undefined,
  ): Promise<XmppClient> {
    const { url, headers } = wayTo(this.#xmpp, address);
    const client = new XmppClient(url, { headers, onStanza, read: this.#read });
    try {
      await client.openStream(domain, `${username}@${domain}`);
    } catch (error) {
      client.socket.terminate();
      throw error;
    }
    return client;
  }
}

/** One device has had several, of which the newer ones may hold. */
const nameOf = ({ device, token }: Ticket) => `${device} ${token}`;

/** Why nobody was let in. */
function onlyRefusal(error: unknown): SignInRefused {
  if (error instanceof SignInRefused) return error;
  throw error;
}

/** Makes an account; gives the refusal where the name is taken, which may be by this very person. */
async function register(
  client: XmppClient,
  domain: string,
  username: string,
  password: string,
): Promise<RequestRefused | null> {
  try {
    await client.register(domain, username, password);
    return null;
  } catch (error) {
    if (error instanceof RequestRefused && error.condition === 'conflict') return error;
    throw error;
  }
}

/** Who asked before, and did not hear the answer, is not known there any more. */
function unlessGone(error: unknown): void {
  const isGone = error instanceof RequestRefused && error.condition === 'registration-required';
  if (!isGone) throw error;
}
