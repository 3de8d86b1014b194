import type { IncomingMessage } from 'node:http';
import type { ServiceTrouble } from '../../protocol/trouble.ts';

/** A picture that came in a form. */
export interface PostedPicture {
  /** Where it lies until it is handed on or dropped. */
  readonly path: string;
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
}

export interface PostedForm {
  /** `photo` is the name of the picture, also of one that is not kept. */
  readonly fields: ReadonlyMap<string, string>;
  readonly picture: PostedPicture | null;
  /** Whether a picture came for which there is no room now. */
  readonly isTurnedAway: boolean;
}

/** Where pages have pictures received that come in forms, and handed on to the media service. */
export interface PictureDesk {
  /**
   * Receives a form of several parts; `null` where it is none, did not come whole, or has more words than
   * so many bytes. Who `person` is says the browser's cookie; of strangers, `null`, no picture is kept.
   */
  receive(
    request: IncomingMessage,
    from: { readonly person: string | null; readonly words: number },
  ): Promise<PostedForm | null>;
  /** Puts a picture into the slot of that token (XEP-0363); gives what was wrong with it. */
  fill(token: string, picture: PostedPicture): Promise<ServiceTrouble | null>;
  /** Removes what was received, where it is still there. */
  drop(picture: PostedPicture): Promise<void>;
}
