import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Length of the key of a {@link Seal}, in bytes. */
export const KEY_BYTES = 32;

/** Hands small secrets to browsers, to be given back: unreadable there, and never changed. */
export class Seal {
  readonly #key: Buffer;
  readonly #formKey: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
    // One key for one purpose.
    this.#formKey = createHmac('sha256', key).update('forms').digest();
  }

  /** Encrypts a value of JSON; URL-safe. */
  close(value: unknown): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#key, nonce);
    const sealed = Buffer.concat([cipher.update(JSON.stringify(value)), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** What was sealed; `undefined` where we did not make it. */
  open(sealed: string): unknown {
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes.length <= NONCE_BYTES + TAG_BYTES) return undefined;
    const decipher = createDecipheriv(ALGORITHM, this.#key, bytes.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
    try {
      return JSON.parse(Buffer.concat([text, decipher.final()]).toString());
    } catch {
      return undefined; // changed, or sealed with another key
    }
  }

  /** What a form must bring back to be of a page that we gave to that browser. */
  formToken(browser: string): string {
    return createHmac('sha256', this.#formKey).update(browser).digest('base64url').slice(0, 22);
  }

  isFormToken(token: string, browser: string): boolean {
    const expected = Buffer.from(this.formToken(browser));
    const given = Buffer.from(token);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}
