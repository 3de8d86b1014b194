import { connect, type Socket } from 'node:net';
import { eventually } from '../../harness/eventually.ts';

const STREAM = `<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0' to=`;
const SASL = 'urn:ietf:params:xml:ns:xmpp-sasl';

/** A person without an account on a stream over TCP, who may send any bytes. */
export class RawClient {
  /** The full address that the server bound. */
  readonly jid: string;
  readonly #socket: Socket;

  private constructor(jid: string, socket: Socket) {
    this.jid = jid;
    this.#socket = socket;
  }

  static async connect(port: number, domain: string): Promise<RawClient> {
    const socket = connect(port, '127.0.0.1');
    let received = '';
    socket.setEncoding('utf8').on('data', (text) => {
      received += text;
    });
    socket.on('error', () => undefined); // a close follows
    const ask = async (xml: string, answer: RegExp) => {
      received = '';
      socket.write(xml);
      return (await eventually(() => answer.exec(received)))[1] ?? '';
    };
    await ask(`${STREAM}'${domain}'>`, /<\/stream:features>/);
    await ask(`<auth xmlns='${SASL}' mechanism='ANONYMOUS'>=</auth>`, /<success/);
    await ask(`${STREAM}'${domain}'>`, /<\/stream:features>/);
    const bind = `<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>`;
    const jid = await ask(bind, /<jid>([^<]+)<\/jid>/);
    // What is answered from here on is nobody's business.
    socket.removeAllListeners('data').resume();
    return new RawClient(jid, socket);
  }

  get isClosed(): boolean {
    return this.#socket.destroyed;
  }

  send(bytes: Buffer | string): void {
    this.#socket.write(bytes);
  }

  /** Ends the stream, and waits until the server has ended it too. */
  async end(): Promise<void> {
    this.#socket.end('</stream:stream>');
    await eventually(() => this.isClosed);
  }
}
