/**
 * A small address of the site whose answer is never cached and always the same: anything else comes from a
 * hotspot's portal.
 */
const SIGN = '/health/live';
const ANSWER = '{"alive":true}';

/**
 * Whether something else answers in the site's place: the log-in page of a WiFi that lets nobody
 * through yet (a captive portal, RFC 8952). A site in trouble, or none at all, is no portal. Seen over plain HTTP
 * alone: over HTTPS a portal has no certificate to answer with, and phones look for it themselves.
 */
export async function findPortal(): Promise<boolean> {
  try {
    const answer = await fetch(SIGN, { cache: 'no-store', redirect: 'manual' });
    // RFC 6585, 6: 511 says it openly; other errors are those of a server.
    if (answer.status >= 500 && answer.status !== 511) return false;
    return (await answer.text()) !== ANSWER;
  } catch {
    return false;
  }
}
