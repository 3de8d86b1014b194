/** The parts of @xmpp/client 0.14 that are used; the package brings no types. */
declare module '@xmpp/client' {
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
    readonly service: string;
    readonly domain: string;
    readonly timeout: number;
    /** With `domain`, the address named in the stream header (FAST is offered only to a name). */
    readonly username?: string | undefined;
    readonly userAgent: LtxElement;
    readonly credentials: (authenticate: Authenticate) => Promise<void>;
  }

  export interface Client {
    readonly status: string;
    readonly jid: { toString(): string } | null;
    /** The library's wrapper of a WebSocket; `null` when there is none. */
    readonly socket: { readonly socket: WebSocket | null; _detachSocket(): void } | null;
    readonly reconnect: { stop(): void };
    readonly streamManagement: {
      requestAckInterval: number;
      timeout: number;
      on(event: 'resumed', listener: () => void): void;
    };
    readonly fast: {
      saveToken(token: FastToken): Promise<void>;
      deleteToken(): Promise<void>;
    };
    connect(service: string): Promise<void>;
    open(options: { readonly domain: string }): Promise<void>;
    stop(): Promise<unknown>;
    send(element: LtxElement): Promise<void>;
    on(event: 'online' | 'disconnect', listener: () => void): void;
    on(event: 'stanza' | 'element', listener: (element: LtxElement) => void): void;
    on(event: 'error', listener: (error: Error & { readonly condition?: string }) => void): void;
    removeAllListeners(event: 'nonza'): void;
    _detachParser(): void;
    _detachSocket(): void;
    _status(status: 'disconnect'): void;
    _onSeeOtherHost(error: Error): void;
  }

  export function client(options: ClientOptions): Client;
}
