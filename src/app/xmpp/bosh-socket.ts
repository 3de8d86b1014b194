/** XMPP over HTTP (XEP-0124, XEP-0206) in the shape of a WebSocket of RFC 7395. */
import { NS } from '../../protocol/namespaces.ts';
import { EventEmitter } from './events.ts';

/** How long the server may hold a request back, in seconds: shorter than the session's patience. */
const WAIT = 30;
/** One request waits for the server to speak, and one lets us speak. */
const MOST_AT_ONCE = 2;
/** Leaves room below 2^53 for every request of a session (XEP-0124, 14.1). */
const FIRST_RID = 2 ** 32;

/** Sends frames as `<body/>` and gives the children of `<body/>` as frames. */
export class BoshSocket extends EventEmitter {
  readonly #url: string;
  #rid = Math.floor(Math.random() * FIRST_RID);
  #sid: string | null = null;
  #queue = '';
  #restart = false;
  #closed = false;
  readonly #requests = new Set<XMLHttpRequest>();
  /** Answers count in the order of their requests. */
  #answers: Promise<unknown> = Promise.resolve();

  constructor(url: string) {
    super();
    this.#url = url;
    Promise.resolve().then(() => this.emit('open'));
  }

  send(frame: string): void {
    if (frame.startsWith('<open')) this.#open(frame);
    else if (frame.startsWith('<close')) this.#request(' type="terminate"');
    else {
      this.#queue += frame;
      this.#pump();
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const request of this.#requests) request.abort();
    this.emit('close', { wasClean: true });
  }

  #open(frame: string): void {
    if (this.#sid !== null) {
      this.#restart = true;
      this.#pump();
      return;
    }
    // A token is offered only to a name (XEP-0484), so who one is goes along.
    const names = (frame.match(/ (?:to|from)="[^"]*"/g) ?? []).join('');
    this.#request(
      `${names} wait="${WAIT}" hold="1" ver="1.6" content="text/xml; charset=utf-8" xmpp:version="1.0"`,
    );
  }

  /** Says what is to be said, and sees to it that the server can always answer. */
  #pump(): void {
    if (this.#closed || this.#sid === null || this.#requests.size >= MOST_AT_ONCE) return;
    if (this.#restart) {
      this.#restart = false;
      this.#request(' xmpp:restart="true"');
    } else if (this.#queue !== '' || this.#requests.size === 0) this.#request('');
  }

  #request(attributes: string): void {
    const sid = this.#sid === null ? '' : ` sid="${this.#sid}"`;
    const content = this.#queue;
    this.#queue = '';
    this.#rid += 1;
    const xhr = new XMLHttpRequest();
    this.#requests.add(xhr);
    const answer = new Promise<Document | null>((resolve) => {
      xhr.onloadend = () => resolve(xhr.status === 200 ? xhr.responseXML : null);
    });
    this.#answers = this.#answers.then(async () => {
      const body = (await answer)?.documentElement;
      this.#requests.delete(xhr);
      this.#take(body);
    });
    xhr.open('POST', this.#url);
    xhr.setRequestHeader('Content-Type', 'text/xml; charset=utf-8');
    xhr.send(
      `<body xmlns="${NS.BOSH}" xmlns:xmpp="${NS.XMPP_BOSH}" rid="${this.#rid}"${sid}${attributes}>${content}</body>`,
    );
  }

  #take(body: Element | undefined): void {
    if (this.#closed) return;
    if (!body) {
      this.close();
      return;
    }
    if (this.#sid === null) {
      this.#sid = body.getAttribute('sid');
      this.#say(`<open xmlns="${NS.FRAMING}" version="1.0" from="${body.getAttribute('from')}"/>`);
    }
    const serializer = new XMLSerializer();
    for (let child = body.firstChild; child; child = child.nextSibling) {
      this.#say(serializer.serializeToString(child));
    }
    if (body.getAttribute('type') === 'terminate') {
      this.#say(`<close xmlns="${NS.FRAMING}"/>`);
      this.close();
    } else this.#pump();
  }

  #say(data: string): void {
    if (!this.#closed) this.emit('message', { data });
  }
}
