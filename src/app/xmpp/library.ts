/// <reference path="./xmpp-client.d.ts" />
/**
 * The parts of @xmpp/client that a phone needs, put together as that package does. Left out is what
 * looks servers up in DNS, signs in without SASL2 and Bind 2, connects again without back-off, and
 * believes any sender's answer: a sixth of all script.
 */
import { type Authenticate, Client, type ClientOptions, jid } from '@xmpp/client-core';
import createBind2 from '@xmpp/client-core/src/bind2/bind2.js';
import createFast, { type Fast } from '@xmpp/client-core/src/fast/fast.js';
import createMiddleware from '@xmpp/middleware';
import hashedToken from '@xmpp/sasl-ht-sha-256-none';
import createSasl2 from '@xmpp/sasl2';
import createStreamFeatures from '@xmpp/stream-features';
import createStreamManagement, { type StreamManagement } from '@xmpp/stream-management';
import websocket from '@xmpp/websocket';
import { bosh } from './bosh.ts';
import SaslFactory from './sasl-factory.ts';
import { Anonymous, Plain } from './sasl-mechanisms.ts';

export interface LibraryOptions extends ClientOptions {
  /** With `domain`, the address named in the stream header (FAST is offered only to a name). */
  readonly username: string | undefined;
  /** Called when the stream is ready for credentials. */
  readonly signIn: (authenticate: Authenticate) => Promise<void>;
}

export type LibraryClient = Client & {
  readonly fast: Fast;
  readonly streamManagement: StreamManagement;
};

/** A client for WebSocket (RFC 7395) and BOSH, SASL2, Bind 2, FAST and stream management. */
export function assembleClient({ username, signIn, ...options }: LibraryOptions): LibraryClient {
  const entity = new Client(options);
  if (username !== undefined) entity.jid = jid(username, options.domain);
  websocket({ entity });
  bosh({ entity });
  const middleware = createMiddleware({ entity });
  const streamFeatures = createStreamFeatures({ middleware });
  const saslFactory = new SaslFactory();
  saslFactory.use(Plain);
  saslFactory.use(Anonymous);
  const sasl2 = createSasl2({ streamFeatures, saslFactory }, signIn);
  const fast = createFast({ sasl2, entity });
  hashedToken(fast.saslFactory);
  sasl2.setup({ fast });
  const bind2 = createBind2({ sasl2, entity });
  const streamManagement = createStreamManagement({ entity, middleware, bind2, sasl2 });
  return Object.assign(entity, { fast, streamManagement });
}
