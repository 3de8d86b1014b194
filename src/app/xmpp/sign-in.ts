/** Answers when the stream is ready for credentials. */
import { xmlSafe } from '../../protocol/limits.ts';
import { type Credentials, SignInRefused, type Token, type TokenStore } from './credentials.ts';
import { hmac } from './hmac.ts';
import { type Authenticate, NotLetIn } from './sasl2.ts';

/** What a server says of a token that it does not take. */
const TOKEN_REFUSED = ['not-authorized', 'credentials-expired'];

export interface SignIn {
  /** Signs in on the stream that is open now; throws {@link SignInRefused} where it is hopeless. */
  run(authenticate: Authenticate): Promise<void>;
  /** The server gave a token: it is kept before the session is used. */
  save(token: Token): Promise<void>;
}

export interface SignInOptions {
  readonly credentials: Credentials;
  readonly tokens: TokenStore;
  readonly register: (username: string, password: string) => Promise<void>;
}

/** Prepares signing in with those credentials, as often as the link is lost. */
export function createSignIn({ credentials, tokens, register }: SignInOptions): SignIn {
  // As it went when the account was made, or the password changed: as XML.
  let password = credentials.kind === 'password' ? xmlSafe(credentials.password) : undefined;
  let mustRegister = credentials.kind === 'password' && credentials.create;

  /** By a hash of it (XEP-0484, 3.1): the server proves by another one that it knows it, too. */
  async function withToken(username: string, token: Token, authenticate: Authenticate) {
    const { mechanism, token: secret } = token;
    const [initiator, expected] = await Promise.all([
      hmac(secret, 'Initiator'),
      hmac(secret, 'Responder'),
    ]);
    try {
      await authenticate({ mechanism, response: `${username}\0${initiator}`, expected });
    } catch (error) {
      if (!isRefused(error, TOKEN_REFUSED)) throw error;
      // Another tab may have been given a newer one meanwhile.
      const newest = await tokens.load();
      if (newest && newest.token !== secret) return withToken(username, newest, authenticate);
      await tokens.remove();
      throw new SignInRefused('sign-in-again');
    }
  }

  async function withPassword(username: string, secret: string, authenticate: Authenticate) {
    const taken = mustRegister ? await create(username, secret) : undefined;
    mustRegister = false;
    try {
      const response = utf8(`\0${username}\0${secret}`);
      await authenticate({ mechanism: 'PLAIN', response });
    } catch (error) {
      if (!isRefused(error, ['not-authorized'])) throw error;
      throw taken ?? new SignInRefused('wrong-password');
    }
  }

  /**
   * A name may be taken by this very person, whose first answer the network lost: then the password
   * fits, and there is nothing to complain of.
   */
  async function create(username: string, secret: string): Promise<SignInRefused | undefined> {
    try {
      await register(username, secret);
      return undefined;
    } catch (error) {
      if (error instanceof SignInRefused && error.reason === 'name-taken') return error;
      throw error;
    }
  }

  return {
    async run(authenticate) {
      if (credentials.kind === 'anonymous') {
        return authenticate({ mechanism: 'ANONYMOUS', response: '' });
      }
      if (password !== undefined) {
        return withPassword(credentials.username, password, authenticate);
      }
      const token = await tokens.load();
      if (!token) throw new SignInRefused('sign-in-again');
      return withToken(credentials.username, token, authenticate);
    },
    async save(token) {
      await tokens.save(token);
      password = undefined;
    },
  };
}

/** Base64 takes bytes as characters; PLAIN wants UTF-8 (RFC 4616, 2). */
function utf8(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text));
}

const isRefused = (error: unknown, conditions: readonly string[]) =>
  error instanceof NotLetIn && conditions.includes(error.condition);
