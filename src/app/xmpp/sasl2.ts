/** Signing in, binding and going on in one request, and the token for the next time (XEP-0388, 0386, 0198, 0484). */
import { NS } from '../../protocol/namespaces.ts';
import { child, childrenOf, childText, type Element, el } from '../../protocol/xml.ts';
import type { Token } from './credentials.ts';
import type { StreamManagement } from './stream-management.ts';

/** The one kind of token that does not hang on a TLS connection of its own. */
const HASHED_TOKEN = 'HT-SHA-256-NONE';

/** What a client says to be let in. */
export interface Credential {
  readonly mechanism: string;
  /** Bytes as characters. */
  readonly response: string;
  /** With a token: what the server says that knows it, too. */
  readonly expected?: string;
}

/** Lets somebody in on the stream that is open now; throws {@link NotLetIn}, or what became of the link. */
export type Authenticate = (credential: Credential) => Promise<void>;

/** The server's word for why not (RFC 6120, 6.5). */
export class NotLetIn extends Error {
  constructor(readonly condition: string) {
    super(condition);
    this.name = 'NotLetIn';
  }
}

export interface Device {
  /** Stable for one account on one phone: tokens are bound to it. */
  readonly userAgent: string;
  /** Whether the token that signs in is to be worth nothing afterwards (XEP-0484, 4.2). */
  readonly revoke: boolean;
}

/** Asks for all that a server offers beside. */
export function authenticateRequest(
  offer: Element,
  { mechanism, response, expected }: Credential,
  { userAgent, revoke }: Device,
  management: StreamManagement,
): Element {
  const inline = child(offer, 'inline');
  const bind = child(inline, 'bind', NS.BIND2);
  const withBind = childrenOf(child(bind, 'inline'));
  const isManaged = withBind.some(({ attrs }) => attrs.var === NS.STREAM_MANAGEMENT);
  return el(
    NS.SASL2,
    'authenticate',
    { mechanism },
    el(NS.SASL2, 'initial-response', {}, btoa(response)),
    el(NS.SASL2, 'user-agent', { id: userAgent }, el(NS.SASL2, 'software', {}, 'WiFi Chat')),
    bind && el(NS.BIND2, 'bind', {}, isManaged ? management.enable() : undefined),
    child(inline, 'sm', NS.STREAM_MANAGEMENT) && management.resume(),
    expected === undefined
      ? child(inline, 'fast', NS.FAST) && el(NS.FAST, 'request-token', { mechanism: HASHED_TOKEN })
      : el(NS.FAST, 'fast', { invalidate: revoke ? 'true' : undefined }),
  );
}

/** Throws where the server did not let us in, or is not who gave us the token. */
export function checkAnswer(answer: Element, { expected }: Credential): void {
  if (answer.name === 'failure') throw new NotLetIn(childrenOf(answer)[0]?.name ?? '');
  const proof = childText(answer, 'additional-data');
  if (proof && atob(proof) !== expected) throw new Error('another server');
}

export function tokenIn(success: Element): Token | undefined {
  const token = child(success, 'token', NS.FAST)?.attrs.token;
  return token === undefined ? undefined : { mechanism: HASHED_TOKEN, token };
}
