/**
 * When a cookie ends, in so many seconds, beside `Max-Age`: Internet Explorer, which is all that Windows
 * Phone 8 has, knows the date alone, and would drop the cookie when the browser is closed.
 */
export function expiresIn(seconds: number): string {
  // Phones' clocks are wrong: what is over is over everywhere.
  const end = seconds === 0 ? 0 : Date.now() + seconds * 1_000;
  return `; Expires=${new Date(end).toUTCString()}`;
}
