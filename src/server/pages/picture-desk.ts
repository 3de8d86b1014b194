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
  /** Whether it had more words than are kept: the fields are as far as those go. */
  readonly isCut: boolean;
}

/** Where pages have pictures received that come in forms, and handed on to the media service. */
export interface PictureDesk {
  /**
   * Receives a form of several parts, of its words so many bytes; `null` where it is none, or did not come
   * whole. Who `person` is says the browser's cookie; of strangers, `null`, no picture is kept.
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
