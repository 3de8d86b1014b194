import { configChangeForm } from '../../../src/protocol/config-form.ts';
import { NS } from '../../../src/protocol/namespaces.ts';
import {
  publishRequest,
  registerRequest,
  subscribeRequest,
  unsubscribeRequest,
  watchRequest,
} from '../../../src/protocol/pubsub.ts';
import { createRequest } from '../../../src/protocol/pubsub-owner.ts';
import { type Element, el } from '../../../src/protocol/xml.ts';
import { connect, RequestRefused, type XmppClient } from '../../../src/server/stream/client.ts';
import { eventually, PATIENCE } from '../../harness/eventually.ts';
import { NodePhone, PASSWORD } from '../../harness/node-phone.ts';
import { Scriptless } from '../../harness/scriptless.ts';
import type { Site } from '../../harness/site.ts';
import { MediaPerson } from '../../integration/media-people.ts';
import { plain } from '../../integration/pictures.ts';
import { LOOKERS, MODERATOR } from '../commands.ts';
import type { Talk } from '../play.ts';
import { KeepingBrowser } from './keeping-browser.ts';

/** Somebody who looks by every way there is; `null` for who reads without an account. */
export interface Looker {
  readonly name: string | null;
  /** What is pushed to it, is in its messages. */
  readonly client: XmppClient;
  readonly browser: KeepingBrowser;
  readonly phone: NodePhone;
}

/** All people of a site, and their ways to it. */
export class People implements Talk {
  readonly domain = 'localhost';
  readonly lookers: Looker[] = [];
  readonly #clients = new Map<string, XmppClient>();
  readonly #site: Site;
  readonly #picture: Buffer;
  /** All follow it, and nothing but what {@link pushed} waits for is posted there. */
  readonly #markChannel = 'marks@topics.localhost';
  #marks = 0;

  private constructor(site: Site, picture: Buffer) {
    this.#site = site;
    this.#picture = picture;
  }

  static async join(site: Site): Promise<People> {
    const people = new People(site, await plain());
    const { url, adminPassword } = site;
    const where = { url, domain: 'localhost' };
    const enter = (username: string, password: string, register: boolean) =>
      connect({ ...where, username, password, register });
    people.#clients.set('admin', await enter('admin', adminPassword, false));
    people.#clients.set(MODERATOR, await enter(MODERATOR, PASSWORD, true));
    await people.ask(MODERATOR, 'set', registerRequest());
    const marks = createRequest(people.#markChannel, configChangeForm({ title: 'Marks' }));
    await people.ask('admin', 'set', marks);
    for (const name of LOOKERS) await people.#addLooker(name);
    const client = await connect({ ...where, anonymous: true });
    client.send(el(NS.CLIENT, 'presence', { to: `channels.${people.domain}` }));
    const browser = new KeepingBrowser(url, new Map());
    const phone = new NodePhone('reader');
    await phone.read(url);
    await phone.settled();
    people.lookers.push({ name: null, client, browser, phone });
    await people.watch(people.#markChannel);
    return people;
  }

  async #addLooker(name: string): Promise<void> {
    const { url } = this.#site;
    const phone = new NodePhone(name);
    await phone.join(url);
    await phone.settled();
    const domain = this.domain;
    const client = await connect({ url, domain, username: name, password: PASSWORD });
    client.send(el(NS.CLIENT, 'presence', { to: `channels.${domain}` }));
    this.#clients.set(name, client);
    await this.ask(name, 'set', subscribeRequest(this.#markChannel, `${name}@${domain}`));
    const signingIn = new Scriptless(url);
    await signingIn.open('/login');
    await signingIn.submit('sign-in', { username: name, password: PASSWORD });
    const browser = new KeepingBrowser(url, signingIn.cookies);
    this.lookers.push({ name, client, browser, phone });
  }

  async ask(who: string, type: 'get' | 'set', payload: Element): Promise<Element | null> {
    const client = this.#clients.get(who) as XmppClient;
    const service = `channels.${this.domain}`;
    return client.request(type, service, payload, PATIENCE).catch((error) => {
      if (error instanceof RequestRefused) return null;
      throw error;
    });
  }

  async photo(who: string, channel: string): Promise<string | null> {
    const person = new MediaPerson(this.#site, this.#clients.get(who) as XmppClient);
    try {
      const { response, get } = await person.put(this.#picture, { channel });
      return response.status === 201 ? (get.split('/').at(-1) as string) : null;
    } catch (error) {
      if (error instanceof RequestRefused) return null;
      throw error;
    }
  }

  /** What was pushed to each since the last time, as one text: all that was announced until now. */
  async pushed(): Promise<ReadonlyMap<Looker, string>> {
    this.#marks += 1;
    const id = `mark-${this.#marks}`;
    // One change is pushed after the other, so that with this one all before have come.
    const mark = publishRequest(this.#markChannel, { id, text: id });
    if (!(await this.ask('admin', 'set', mark))) throw new Error(`${id} was refused`);
    const texts = new Map<Looker, string>();
    for (const looker of this.lookers) {
      const { client, phone } = looker;
      const isMark = (message: Element) => JSON.stringify(message).includes(`"${id}"`);
      await client.waitForMessage(isMark, PATIENCE).catch((error) => {
        const came = client.messages.length;
        throw new Error(`${looker.name} of ${came} messages got no ${id}`, { cause: error });
      });
      texts.set(looker, JSON.stringify(client.messages.splice(0)));
      // Who has no account is told of what is on the screen alone.
      const follows = looker.name !== null;
      if (follows) await eventually(async () => (await phone.items(this.#markChannel)).has(id));
    }
    return texts;
  }

  /** Has who reads without an account hear of a channel. */
  async watch(channel: string): Promise<void> {
    const { client } = this.#reader;
    await client.request('set', `channels.${this.domain}`, watchRequest(channel, client.jid));
  }

  async unwatch(channel: string): Promise<void> {
    const { client } = this.#reader;
    await client.request('set', `channels.${this.domain}`, unsubscribeRequest(channel, client.jid));
  }

  get #reader(): Looker {
    return this.lookers.find(({ name }) => name === null) as Looker;
  }

  async leave(): Promise<void> {
    for (const { phone } of this.lookers) phone.stop();
    const all = [...this.#clients.values(), ...this.lookers.map(({ client }) => client)];
    await Promise.all([...new Set(all)].map((client) => client.close()));
  }
}
