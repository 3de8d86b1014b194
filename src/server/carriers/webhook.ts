import { createHmac } from 'node:crypto';
import querystring from 'node:querystring';
import type { Carrier } from '../service/send-on.ts';

/** Longest wait for an answer, in milliseconds. */
const PATIENCE = 10_000;

/** The signature of a body that was sent at that time (seconds since 1970), as the receiver makes it again. */
export const signatureOf = (secret: string, time: string, body: string): string =>
  `sha256=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`;

/**
 * Posts a report as JSON to an address. `X-Delivery` is the same at every try, `X-Signature` the HMAC of
 * `X-Timestamp`, a dot and the body. Any answer from 200 to 299 says that it arrived.
 */
export function webhookCarrier(address: string, secret: string, publicUrl: string): Carrier {
  const { url, credentials } = apart(address);
  return async ({ key, incident, channelTitle }) => {
    const { place, open, ...told } = incident;
    const body = JSON.stringify({
      ...told,
      ...{
        where: place,
        open: open === 1,
        channelTitle,
        url: `${publicUrl}/desk/${incident.reference}`,
      },
    });
    const time = String(Math.floor(Date.now() / 1_000));
    const answer = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
      headers: {
        'Content-Type': 'application/json',
        ...credentials,
        'X-Delivery': key,
        'X-Timestamp': time,
        'X-Signature': signatureOf(secret, time, body),
      },
    }).catch((error: Error) => {
      // By itself it says "fetch failed", of whatever happened.
      const cause = error.cause as NodeJS.ErrnoException | undefined;
      const why = cause?.code ?? cause?.message ?? error.message;
      throw new Error(`The webhook cannot be reached (${why}).`);
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`The webhook answered ${answer.status}.`);
  };
}

/** A name and a password in an address go in a header (RFC 7617): nothing is fetched from an address with them. */
function apart(address: string) {
  const url = new URL(address);
  const named = [url.username, url.password].map((part) => querystring.unescape(part)).join(':');
  url.username = '';
  url.password = '';
  const Authorization = `Basic ${Buffer.from(named).toString('base64')}`;
  return { url, credentials: named === ':' ? {} : { Authorization } };
}
