/** How to sign in to the XMPP server, and why that can fail. */
export type Credentials =
  /** A reader without an account (SASL ANONYMOUS). */
  | { readonly kind: 'anonymous' }
  /** Signed in before: the token of the last time is used (XEP-0484). */
  | {
      readonly kind: 'token';
      readonly username: string;
      /** Signs in for the last time with it: the server is asked to forget it. */
      readonly revoke?: true;
    }
  /** `create` makes the account first, on the same stream (XEP-0077). */
  | {
      readonly kind: 'password';
      readonly username: string;
      readonly password: string;
      readonly create: boolean;
    };

/** What a token is kept as. Its date of expiry is the server's matter: phone clocks are wrong. */
export interface Token {
  readonly mechanism: string;
  readonly token: string;
}

/** Where the token of this account on this phone lies. */
export interface TokenStore {
  load(): Promise<Token | undefined>;
  save(token: Token): Promise<void>;
  remove(): Promise<void>;
}

export type RefusalReason =
  | 'wrong-password'
  | 'name-taken'
  | 'too-many-accounts'
  | 'joining-closed'
  /** The token is not taken any more, or there is none: the person has to give the password. */
  | 'sign-in-again';

/** The server does not let this person in; trying again with the same changes nothing. */
export class SignInRefused extends Error {
  constructor(readonly reason: RefusalReason) {
    super(reason);
    this.name = 'SignInRefused';
  }
}
