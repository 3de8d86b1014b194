/** HT-SHA-256-NONE in place of @xmpp/sasl-ht-sha-256-none, which needs `crypto.subtle`. */
import { hmacSha256 } from './sha256.ts';

interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** A token and what is signed with it are ASCII. */
const bytesOf = (text: string) => text.split('').map((character) => character.charCodeAt(0));

class HashedToken {
  readonly clientFirst = true;
  #key = '';

  /** On the prototype: the factory asks that. */
  get name(): string {
    return 'HT-SHA-256-NONE';
  }

  response({ username, password }: Credentials): string {
    this.#key = password;
    return `${username}\0${this.#sign('Initiator')}`;
  }

  final(data: string): void {
    if (data !== this.#sign('Responder')) throw new Error('Responder message is wrong');
  }

  #sign(text: string): string {
    return String.fromCharCode(...hmacSha256(bytesOf(this.#key), bytesOf(text)));
  }
}

// biome-ignore lint/style/noDefaultExport: as the package that it stands for
export default function hashedToken(factory: { use(mechanism: unknown): void }): void {
  factory.use(HashedToken);
}
