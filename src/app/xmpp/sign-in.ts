/// <reference path="./xmpp-client.d.ts" />
/** Answers the library when the stream is ready for credentials. */
import { type Authenticate, xml } from '@xmpp/client-core';
import { xmlSafe } from '../../protocol/limits.ts';
import { type Credentials, SignInRefused, type Token, type TokenStore } from './credentials.ts';

/** The library throws a token away when the phone's clock is past this. The server knows better. */
const NEVER = '9999-12-31T23:59:59Z';

/** A mechanism that does not exist: where a token fails, nothing else may be tried behind our back. */
const TOKEN_ONLY = '';

export interface SignIn {
  /** Signs in on the stream that is open now; throws {@link SignInRefused} where it is hopeless. */
  run(authenticate: Authenticate): Promise<void>;
  /** The server gave a token: it is kept before the session is used. */
  save(token: Token): Promise<void>;
  /** The server did not take the token of this try. */
  tokenRefused(): void;
}

export interface SignInOptions {
  readonly credentials: Credentials;
  readonly tokens: TokenStore;
  /** Stable for one account on one phone: tokens are bound to it. */
  readonly userAgent: string;
  readonly register: (username: string, password: string) => Promise<void>;
}

/** Prepares signing in with those credentials, as often as the link is lost. */
export function createSignIn({ credentials, tokens, userAgent, register }: SignInOptions): SignIn {
  const agent = xml('user-agent', { id: userAgent }, xml('software', {}, 'WiFi Chat'));
  // As it went when the account was made, or the password changed: as XML.
  let password = credentials.kind === 'password' ? xmlSafe(credentials.password) : undefined;
  let mustRegister = credentials.kind === 'password' && credentials.create;
  let refused = false;

  async function withToken(username: string, token: Token, authenticate: Authenticate) {
    refused = false;
    try {
      await authenticate({ username, token: { ...token, expiry: NEVER } }, TOKEN_ONLY, agent);
    } catch (error) {
      if (!refused) throw error;
      // Another tab may have been given a newer one meanwhile.
      const newest = await tokens.load();
      if (newest && newest.token !== token.token) return withToken(username, newest, authenticate);
      await tokens.remove();
      throw new SignInRefused('sign-in-again');
    }
  }

  async function withPassword(username: string, secret: string, authenticate: Authenticate) {
    const taken = mustRegister ? await create(username, secret) : undefined;
    mustRegister = false;
    try {
      const credential = { username, password: utf8(secret) };
      await authenticate(credential, 'PLAIN', agent);
    } catch (error) {
      if (conditionOf(error) !== 'not-authorized') throw error;
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
      if (credentials.kind === 'anonymous') return authenticate({}, 'ANONYMOUS', agent);
      if (password !== undefined) {
        return withPassword(credentials.username, password, authenticate);
      }
      const token = await tokens.load();
      if (!token) throw new SignInRefused('sign-in-again');
      return withToken(credentials.username, token, authenticate);
    },
    async save({ mechanism, token }) {
      await tokens.save({ mechanism, token });
      password = undefined;
    },
    tokenRefused() {
      refused = true;
    },
  };
}

/** The library's base64 takes bytes as characters; PLAIN wants UTF-8 (RFC 4616, 2). */
function utf8(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text));
}

function conditionOf(error: unknown): unknown {
  return error instanceof Error && 'condition' in error ? error.condition : undefined;
}
