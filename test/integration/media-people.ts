import { randomUUID } from 'node:crypto';
import { NODE_CONFIG } from '../../src/protocol/config-form.ts';
import { form } from '../../src/protocol/data-form.ts';
import { confirmElement } from '../../src/protocol/http-auth.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { configureRequest } from '../../src/protocol/pubsub.ts';
import { iq } from '../../src/protocol/stanza.ts';
import { readSlot, slotRequestElement } from '../../src/protocol/upload-slot.ts';
import { child, type Element, el } from '../../src/protocol/xml.ts';
import { connect, type XmppClient } from '../../src/server/stream/client.ts';
import { PATIENCE } from '../harness/eventually.ts';
import type { Site } from '../harness/site.ts';

/** How somebody answers when they are asked whether a request is theirs. */
export type Answering = 'iq' | 'message' | 'deny' | 'never';

interface PutOptions {
  readonly channel?: string;
  readonly avatar?: boolean;
  readonly type?: string;
  readonly fileName?: string;
  readonly id?: string;
}

/** Somebody with an account, a channel of their own, and pictures to put up. */
export class MediaPerson {
  readonly site: Site;
  readonly client: XmppClient;
  readonly jid: string;

  constructor(site: Site, client: XmppClient) {
    this.site = site;
    this.client = client;
    this.jid = client.jid.replace(/\/.*/, '');
  }

  static async join(site: Site, username = `p-${randomUUID().slice(0, 13)}`): Promise<MediaPerson> {
    const account = { username, password: 'secret-pass', register: true };
    const client = await connect({ url: site.url, domain: site.domain, ...account });
    await client.request('set', `channels.${site.domain}`, el(NS.REGISTER, 'query'));
    return new MediaPerson(site, client);
  }

  get service(): string {
    return `media.${this.site.domain}`;
  }

  /** Puts a picture up by a slot (XEP-0363); gives the answer and where it is. */
  async put(
    content: Buffer,
    {
      channel = this.jid,
      avatar = false,
      type = 'image/jpeg',
      fileName = 'photo.jpg',
      id,
    }: PutOptions = {},
  ): Promise<{ response: Response; get: string }> {
    const kind = avatar ? 'avatar' : 'photo';
    const request = {
      fileName,
      size: content.length,
      contentType: type,
      channel,
      kind,
      id,
    } as const;
    const slotRequest = slotRequestElement(request);
    const answer = await this.client.request('get', this.service, slotRequest, PATIENCE);
    const slot = readSlot(child(answer, 'slot', NS.HTTP_UPLOAD) as Element);
    if (!slot) throw new Error('no slot');
    const response = await fetch(slot.put, { method: 'PUT', body: new Uint8Array(content) });
    return { response, get: slot.get };
  }

  /** Makes a request under `/media` as this person, who answers when they are asked (XEP-0070). */
  async fetch(
    path: string,
    init: RequestInit & { answering?: Answering; tid?: string } = {},
  ): Promise<Response> {
    const { answering = 'iq', tid = randomUUID(), ...rest } = init;
    const isAsked = (stanza: Element) =>
      child(stanza, 'confirm', NS.HTTP_AUTH)?.attrs.id === tid &&
      stanza.name === (answering === 'message' ? 'message' : 'iq');
    const asked = this.client.waitFor(isAsked).then((stanza) => this.#answer(stanza, answering));
    asked.catch(() => undefined);
    const credentials = Buffer.from(`${this.client.jid}:${tid}`).toString('base64');
    const headers = { ...rest.headers, Authorization: `Basic ${credentials}` };
    return fetch(`${this.site.url}/media${path}`, { ...rest, headers });
  }

  /** Puts a picture up in a form, as the clients of 2015 do. */
  post(
    channel: string,
    content: Buffer,
    fields: Readonly<Record<string, string>> = {},
    init: Parameters<MediaPerson['fetch']>[1] = {},
  ): Promise<Response> {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    body.set('data', new Blob([new Uint8Array(content)], { type: 'image/jpeg' }), 'photo.jpg');
    return this.fetch(`/${channel}`, { method: 'POST', body, ...init });
  }

  /** Lets only those read this person's channel who are approved. */
  async close(): Promise<void> {
    const config = form('submit', NODE_CONFIG, { 'pubsub#access_model': 'whitelist' });
    await this.client.request(
      'set',
      `channels.${this.site.domain}`,
      configureRequest(this.jid, config),
    );
  }

  #answer(stanza: Element, answering: Answering): void {
    const { id, from = '' } = stanza.attrs;
    const confirm = child(stanza, 'confirm', NS.HTTP_AUTH) as Element;
    const { id: tid = '', method = '', url = '' } = confirm.attrs;
    if (answering === 'never') return;
    if (answering === 'iq') {
      this.client.send(iq({ type: 'result', id: id ?? '', to: from }));
    } else if (answering === 'message') {
      this.client.send(
        el(
          NS.CLIENT,
          'message',
          { to: from },
          el(NS.CLIENT, 'thread', {}, tid),
          confirmElement({ id: tid, method, url }),
        ),
      );
    } else {
      const error = el(
        NS.CLIENT,
        'error',
        { type: 'auth' },
        el(NS.STANZA_ERRORS, 'not-authorized'),
      );
      this.client.send(el(NS.CLIENT, 'iq', { type: 'error', id, to: from }, error));
    }
  }
}
