/** What the edge tells those whom it hands a request to. */
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

/** Who draws pages for those that come without the app. Their style is that of the app's page. */
export interface PageLane {
  /** Answers; `false` where the app alone can show that screen. */
  answer(visit: PageVisit): Promise<boolean>;
  /** Answers with a sentence, in the browser's language, on why what was asked is not to be had. */
  refuse(visit: PageVisit, status: number): void;
}

/** A request under `/media`. */
export interface MediaVisit {
  /** What comes after `/media`, with its query. */
  readonly path: string;
  /** The network that it comes from. */
  readonly address: string;
  /** Answers with a page of that status; absent where it was no page that was asked for. */
  readonly refuse: ((status: number) => void) | undefined;
}

/** Answers what is asked under `/media`. */
export type AnswerMedia = (
  request: IncomingMessage,
  response: ServerResponse,
  visit: MediaVisit,
) => Promise<void>;
