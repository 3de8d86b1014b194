/** XMPP over HTTP (XEP-0124, XEP-0206) in the shape of a WebSocket of RFC 7395. */
import { NS } from '../../protocol/namespaces.ts';

const NS_BOSH = 'http://jabber.org/protocol/httpbind';
const NS_XBOSH = 'urn:xmpp:xbosh';

/** How long the server may hold a request back, in seconds: shorter than the session's patience. */
const WAIT = 30;
/** One request waits for the server to speak, and one lets us speak. */
const MOST_AT_ONCE = 2;
/** Leaves room below 2^53 for every request of a session (XEP-0124, 14.1). */
const FIRST_RID = 2 ** 32;

/** What is used of a WebSocket. */
export interface Socket {
  onopen: (() => void) | null;
  onmessage: ((frame: { readonly data: string }) => void) | null;
  onclose: (() => void) | null;
  send(frame: string): void;
  close(): void;
}

/** Sends frames as `<body/>` and gives the children of `<body/>` as frames. */
export function createBoshSocket(url: string): Socket {
  const socket: Socket = { onopen: null, onmessage: null, onclose: null, send, close };
  const requests = new Set<XMLHttpRequest>();
  let rid = Math.floor(Math.random() * FIRST_RID);
  let sid: string | null = null;
  let queue = '';
  let isClosed = false;
  /** Answers count in the order of their requests. */
  let answers: Promise<unknown> = Promise.resolve().then(() => socket.onopen?.());

  function send(frame: string) {
    if (frame.startsWith('<open')) {
      // A token is offered only to a name (XEP-0484), so who one is goes along.
      const names = (frame.match(/ (?:to|from)="[^"]*"/g) ?? []).join('');
      request(
        `${names} wait="${WAIT}" hold="1" ver="1.6" content="text/xml; charset=utf-8" xmpp:version="1.0"`,
      );
    } else if (frame.startsWith('<close')) request(' type="terminate"');
    else {
      queue += frame;
      pump();
    }
  }

  function close() {
    if (isClosed) return;
    isClosed = true;
    for (const xhr of requests) xhr.abort();
    socket.onclose?.();
  }

  /** Says what is to be said, and sees to it that the server can always answer. */
  function pump() {
    if (isClosed || sid === null || requests.size >= MOST_AT_ONCE) return;
    if (queue !== '' || requests.size === 0) request('');
  }

  function request(attributes: string) {
    const session = sid === null ? '' : ` sid="${sid}"`;
    const content = queue;
    queue = '';
    rid += 1;
    const xhr = new XMLHttpRequest();
    requests.add(xhr);
    const answer = new Promise<Document | null>((resolve) => {
      xhr.onloadend = () => resolve(xhr.status === 200 ? xhr.responseXML : null);
    });
    answers = answers.then(async () => {
      const body = (await answer)?.documentElement;
      requests.delete(xhr);
      take(body);
    });
    xhr.open('POST', url);
    xhr.setRequestHeader('Content-Type', 'text/xml; charset=utf-8');
    xhr.send(
      `<body xmlns="${NS_BOSH}" xmlns:xmpp="${NS_XBOSH}" rid="${rid}"${session}${attributes}>${content}</body>`,
    );
  }

  function take(body: Element | undefined) {
    if (isClosed) return;
    if (!body) {
      close();
      return;
    }
    if (sid === null) {
      sid = body.getAttribute('sid');
      say(`<open xmlns="${NS.FRAMING}" version="1.0" from="${body.getAttribute('from')}"/>`);
    }
    const serializer = new XMLSerializer();
    for (let child = body.firstChild; child; child = child.nextSibling) {
      say(serializer.serializeToString(child));
    }
    if (body.getAttribute('type') === 'terminate') close();
    else pump();
  }

  function say(data: string) {
    if (!isClosed) socket.onmessage?.({ data });
  }

  return socket;
}
