import { randomBytes } from 'node:crypto';
import type { PictureKind } from '../../protocol/upload-slot.ts';
import type { Actor } from '../service/context.ts';
import { SLOT_LIFE } from './limits.ts';

/** A file that may be sent once, by whoever knows the token. */
export interface Place {
  readonly actor: Actor;
  readonly channel: string;
  /** Id that the picture will have. */
  readonly id: string;
  readonly kind: PictureKind;
  readonly fileName: string;
  /** Bytes that will come. */
  readonly size: number;
}

/** Upload slots (XEP-0363): 128-bit tokens for one file of one size, for one use, for five minutes. */
export class Slots {
  readonly #places = new Map<string, Place>();

  /** @returns the token. */
  open(place: Place): string {
    const token = randomBytes(16).toString('base64url');
    this.#places.set(token, place);
    setTimeout(() => this.#places.delete(token), SLOT_LIFE).unref();
    return token;
  }

  /** The place of a token; `undefined` where there is none. */
  find(token: string): Place | undefined {
    return this.#places.get(token);
  }

  /** Ends a slot that was used. */
  close(token: string): void {
    this.#places.delete(token);
  }
}
