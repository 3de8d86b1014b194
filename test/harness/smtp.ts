import { SMTPServer } from 'smtp-server';
import { freePort } from './free-port.ts';

/** A real SMTP server that keeps what it is sent; `refuses` has it answer that it cannot take any now. */
export class Mailbox {
  /** Whole messages, as they came (RFC 5322). */
  readonly mails: string[] = [];
  refuses = false;
  readonly #server: SMTPServer;
  readonly #port: number;

  private constructor(port: number) {
    this.#port = port;
    this.#server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onData: (stream, _session, answer) => {
        const pieces: Buffer[] = [];
        stream.on('data', (piece: Buffer) => pieces.push(piece));
        stream.on('end', () => {
          if (this.refuses) {
            answer(Object.assign(new Error('The mailbox is full'), { responseCode: 452 }));
            return;
          }
          this.mails.push(Buffer.concat(pieces).toString('utf8'));
          answer();
        });
      },
    });
  }

  /** Opens one, where no `port` is given at a free one. */
  static async open(port?: number): Promise<Mailbox> {
    const box = new Mailbox(port ?? (await freePort()));
    await new Promise<void>((resolve) => box.#server.listen(box.#port, '127.0.0.1', resolve));
    return box;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

/** One line of a message's head, unfolded. */
export function headerOf(mail: string, name: string): string {
  const head = mail.split('\r\n\r\n')[0]?.replace(/\r\n[ \t]+/g, ' ') ?? '';
  return new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? '';
}
