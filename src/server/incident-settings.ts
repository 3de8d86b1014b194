import {
  listOf,
  parseChannelName,
  parseMailAddress,
  parseSmtpUrl,
  parseWebhookUrl,
} from './setting-values.ts';

/** Who deals with reports of something broken, and where they are sent on to. */
export interface IncidentSettings {
  /** Name of a group channel, without its domain; empty for none. */
  readonly desk: string;
  readonly mail:
    | { readonly smtpUrl: string; readonly from: string; readonly to: readonly string[] }
    | undefined;
  readonly webhook: { readonly url: string; readonly secret: string } | undefined;
}

/** A shorter one could be guessed. */
const SHORTEST_SECRET = 16;

/**
 * Reads those settings. `read` gives one by its name, or what is said for where it is absent;
 * `complain` takes a sentence for what does not go together.
 */
export function readIncidentSettings(
  domain: string,
  read: <T>(name: string, fallback: T, parse: (text: string) => T) => T,
  complain: (sentence: string) => void,
): IncidentSettings {
  const to = read('INCIDENT_MAIL', [], listOf(parseMailAddress));
  const smtpUrl = read('SMTP_URL', '', parseSmtpUrl);
  const from = read('MAIL_FROM', `wifi-chat@${domain}`, parseMailAddress);
  const url = read('INCIDENT_WEBHOOK', '', parseWebhookUrl);
  const secret = read('INCIDENT_WEBHOOK_SECRET', '', String);
  if (to.length > 0 && smtpUrl === '') {
    complain('INCIDENT_MAIL needs SMTP_URL: without it no e-mail can be sent.');
  }
  if (url !== '' && secret.length < SHORTEST_SECRET) {
    complain(
      `INCIDENT_WEBHOOK needs INCIDENT_WEBHOOK_SECRET, of at least ${SHORTEST_SECRET} characters.`,
    );
  }
  return {
    desk: read('INCIDENT_DESK', '', parseChannelName),
    mail: to.length > 0 ? { smtpUrl, from, to } : undefined,
    webhook: url === '' ? undefined : { url, secret },
  };
}
