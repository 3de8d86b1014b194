/** In place of `app/xmpp/hmac.ts`, which needs `crypto.subtle`. */
import { hmacSha256 } from './sha256.ts';

/** A token and what is signed with it are ASCII. */
const bytesOf = (text: string) => text.split('').map((character) => character.charCodeAt(0));

export async function hmac(secret: string, text: string): Promise<string> {
  return String.fromCharCode(...hmacSha256(bytesOf(secret), bytesOf(text)));
}
