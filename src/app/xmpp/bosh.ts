/// <reference path="./xmpp-client.d.ts" />
import type { Client } from '@xmpp/client-core';
import ConnectionWebSocket from '@xmpp/websocket/lib/Connection.js';
import Socket, { isSecure } from '@xmpp/websocket/lib/Socket.js';
import { BoshSocket } from './bosh-socket.ts';

class HttpSocket extends Socket {
  override connect(url: string): void {
    this.url = url;
    this.secure = isSecure(url.replace('http', 'ws'));
    this._attachSocket(new BoshSocket(url));
  }
}

class ConnectionBosh extends ConnectionWebSocket {
  override socketParameters(service: string): string | undefined {
    return service.startsWith('http') ? service : undefined;
  }
}
ConnectionBosh.prototype.Socket = HttpSocket;

/** A transport for `http:` and `https:` addresses, where WebSocket is missing or stopped on the way. */
export function bosh({ entity }: { readonly entity: Client }): void {
  entity.transports.push(ConnectionBosh);
}
