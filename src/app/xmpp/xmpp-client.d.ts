/** What is used of the parts of @xmpp/client 0.14; they bring no types. */
declare module '@xmpp/client-core' {
  export interface LtxElement {
    readonly name: string;
    readonly attrs: Record<string, string | undefined>;
    readonly children: (LtxElement | string)[];
  }

  export function xml(
    name: string,
    attrs?: Readonly<Record<string, string | undefined>>,
    ...children: readonly (LtxElement | string)[]
  ): LtxElement;

  export interface Jid {
    readonly local: string;
    readonly domain: string;
    readonly resource: string;
    bare(): Jid;
    toString(): string;
  }

  export function jid(local: string, domain: string): Jid;

  export interface FastToken {
    readonly mechanism: string;
    readonly token: string;
    readonly expiry: string;
  }

  export interface LibraryCredentials {
    readonly username?: string;
    readonly password?: string;
    readonly token?: FastToken;
  }

  /** Signs in on the open stream: with the token where it can, else with that mechanism. */
  export type Authenticate = (
    credentials: LibraryCredentials,
    mechanism: string,
    userAgent: LtxElement,
  ) => Promise<void>;

  export interface ClientOptions {
    readonly domain: string;
    readonly timeout: number;
  }

  export class Client {
    constructor(options: ClientOptions);
    readonly transports: unknown[];
    readonly status: string;
    jid: Jid | null;
    /** The library's wrapper of a WebSocket; `null` when there is none. */
    readonly socket: { readonly socket: WebSocket | null; _detachSocket(): void } | null;
    connect(service: string): Promise<void>;
    open(options: { readonly domain: string }): Promise<void>;
    stop(): Promise<unknown>;
    send(element: LtxElement): Promise<void>;
    on(event: 'online' | 'disconnect', listener: () => void): void;
    on(event: 'stanza' | 'element', listener: (element: LtxElement) => void): void;
    on(event: 'error', listener: (error: Error & { readonly condition?: string }) => void): void;
    removeAllListeners(event: 'nonza'): void;
    write(frame: string): Promise<void>;
    _onData(frame: string): void;
    _detachParser(): void;
    _detachSocket(): void;
    _status(status: 'disconnect' | 'offline'): void;
    _onSeeOtherHost(error: Error): void;
  }
}

declare module '@xmpp/websocket' {
  import type { Client } from '@xmpp/client-core';
  export default function websocket(parts: { entity: Client }): void;
}

declare module '@xmpp/websocket/lib/Socket.js' {
  export function isSecure(url: string): boolean;

  /** Wraps a WebSocket, or what looks like one. */
  export default class Socket {
    url: string | null;
    secure: boolean;
    connect(url: string): void;
    _attachSocket(socket: unknown): void;
  }
}

declare module '@xmpp/websocket/lib/Connection.js' {
  import type Socket from '@xmpp/websocket/lib/Socket.js';
  export default class ConnectionWebSocket {
    Socket: typeof Socket;
    socketParameters(service: string): string | undefined;
  }
}

declare module '@xmpp/middleware' {
  import type { Client } from '@xmpp/client-core';
  export interface Middleware {
    use(handler: unknown): unknown;
  }
  export default function middleware(parts: { entity: Client }): Middleware;
}

declare module '@xmpp/stream-features' {
  import type { Middleware } from '@xmpp/middleware';
  export interface StreamFeatures {
    use(name: string, xmlns: string, handler: unknown): unknown;
  }
  export default function streamFeatures(parts: { middleware: Middleware }): StreamFeatures;
}

declare module '@xmpp/sasl-ht-sha-256-none' {
  import type SaslFactory from './sasl-factory.ts';
  export default function hashedToken(factory: SaslFactory): void;
}

declare module '@xmpp/sasl2' {
  import type { Authenticate } from '@xmpp/client-core';
  import type { Fast } from '@xmpp/client-core/src/fast/fast.js';
  import type { StreamFeatures } from '@xmpp/stream-features';
  import type SaslFactory from './sasl-factory.ts';
  export interface Sasl2 {
    use(xmlns: string, request: unknown, response: unknown): void;
    setup(parts: { fast: Fast }): void;
  }
  export default function sasl2(
    parts: { streamFeatures: StreamFeatures; saslFactory: SaslFactory },
    signIn: (authenticate: Authenticate) => Promise<void>,
  ): Sasl2;
}

declare module '@xmpp/client-core/src/bind2/bind2.js' {
  import type { Client } from '@xmpp/client-core';
  import type { Sasl2 } from '@xmpp/sasl2';
  export interface Bind2 {
    use(xmlns: string, request: unknown, response: unknown): void;
  }
  export default function bind2(parts: { sasl2: Sasl2; entity: Client }): Bind2;
}

declare module '@xmpp/client-core/src/fast/fast.js' {
  import type { Client, FastToken } from '@xmpp/client-core';
  import type { Sasl2 } from '@xmpp/sasl2';
  import type SaslFactory from './sasl-factory.ts';
  export interface Fast {
    readonly saslFactory: SaslFactory;
    saveToken(token: FastToken): Promise<void>;
    deleteToken(): Promise<void>;
  }
  export default function fast(parts: { sasl2: Sasl2; entity: Client }): Fast;
}

declare module '@xmpp/stream-management' {
  import type { Client } from '@xmpp/client-core';
  import type { Bind2 } from '@xmpp/client-core/src/bind2/bind2.js';
  import type { Middleware } from '@xmpp/middleware';
  import type { Sasl2 } from '@xmpp/sasl2';
  export interface StreamManagement {
    requestAckInterval: number;
    timeout: number;
    on(event: 'resumed', listener: () => void): void;
  }
  export default function streamManagement(parts: {
    entity: Client;
    middleware: Middleware;
    bind2: Bind2;
    sasl2: Sasl2;
  }): StreamManagement;
}
