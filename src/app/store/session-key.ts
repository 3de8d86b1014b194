/**
 * What this browser session knows and the disk does not: a cookie without a date, which the browser
 * drops when it is closed, and which all its tabs share. A token that is kept for the session alone is
 * masked with it. Nobody can sign in with the cookie, and the server has no use for it.
 */
const NAME = 'wifi-chat-session';

/** The key of this session; `undefined` where it is over, or where there are no cookies. */
export function sessionKey(): string | undefined {
  if (typeof document !== 'object') return undefined;
  return new RegExp(`(?:^|; )${NAME}=([^;]+)`).exec(document.cookie)?.[1];
}

/** Begins a session with that key; gives the one that is in force. */
export function beginSession(key: string): string | undefined {
  if (typeof document === 'object' && sessionKey() === undefined) {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is younger than our phones
    document.cookie = `${NAME}=${key}; path=/; SameSite=Strict`;
  }
  return sessionKey();
}

export function endSession(): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is younger than our phones
  if (typeof document === 'object') document.cookie = `${NAME}=; path=/; max-age=0`;
}

/** Hides a text behind a longer key, or brings it back. */
export function mask(text: string, key: string): string {
  let masked = '';
  for (let n = 0; n < text.length; n += 1) {
    masked += String.fromCharCode(text.charCodeAt(n) ^ key.charCodeAt(n % key.length));
  }
  return masked;
}
