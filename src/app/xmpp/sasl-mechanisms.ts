/** The two ways to sign in without a token, in the form that the XMPP library takes. */
interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** A reader without an account (RFC 4505). */
export class Anonymous {
  get name() {
    return 'ANONYMOUS';
  }

  get clientFirst() {
    return true;
  }

  response(): string {
    return '';
  }

  challenge(): void {
    // Neither server has anything to ask.
  }
}

/** A username and a password (RFC 4616). */
export class Plain extends Anonymous {
  override get name() {
    return 'PLAIN';
  }

  override response(credentials?: Credentials): string {
    return `\0${credentials?.username}\0${credentials?.password}`;
  }
}
