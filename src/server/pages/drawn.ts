import type { VNode } from 'preact';

/** A screen with what its document says of it. */
export interface Drawn {
  readonly status: 200 | 403 | 404 | 409 | 413 | 422 | 429 | 503;
  readonly title: string;
  /** What its channel is called, where the title is the same in all of them. */
  readonly of?: string;
  readonly body: VNode;
  /** The sentence that is all of it, or stands where a form was asked for; absent where what was typed has its place. */
  readonly says?: string;
  /** For search engines and for the previews of links. */
  readonly description?: string;
  /** Path by which it wants to be known; absent where it is nothing to be found by others. */
  readonly canonical?: string;
  /** Path of its Atom feed. */
  readonly feed?: string;
  /** Channels that it shows; it is drawn anew when one of them changes. */
  readonly shows?: readonly string[];
  /** What its forms carry along unseen, besides what all forms do. */
  readonly carried?: Readonly<Record<string, string>>;
  /** Whether the app can show the same in its place. */
  readonly takesOver?: boolean;
}
