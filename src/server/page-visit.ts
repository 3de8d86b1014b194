import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request for a page, with what the edge knows of it. */
export interface PageVisit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Name and port that the browser used; safe to be put into a link. */
  readonly host: string;
  /** Whether it came over TLS. */
  readonly secure: boolean;
  /** Whether it comes from a page of ours, as far as the browser says. */
  readonly sameOrigin: boolean;
  /** Address of the person's network, as limits count it. */
  readonly address: string;
}
