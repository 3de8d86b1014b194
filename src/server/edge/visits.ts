/** What the edge tells those whom it hands a request to. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PageVisit } from '../page-visit.ts';

/** Who draws pages for those that come without the app. Their style is that of the app's page. */
export interface PageLane {
  answer(visit: PageVisit): Promise<void>;
  /** Answers with a sentence, in the browser's language, on why what was asked is not to be had. */
  refuse(visit: PageVisit, status: number): void;
}

/** A request under `/media`. */
export interface MediaVisit {
  /** What comes after `/media`, with its query. */
  readonly path: string;
  /** The network that it comes from. */
  readonly address: string;
  /** Whether it came over TLS. */
  readonly secure: boolean;
  /** Answers with a page of that status; absent where it was no page that was asked for. */
  readonly refuse: ((status: number) => void) | undefined;
}

/** Answers what is asked under `/media`. */
export type AnswerMedia = (
  request: IncomingMessage,
  response: ServerResponse,
  visit: MediaVisit,
) => Promise<void>;
