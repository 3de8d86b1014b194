import { documentOf } from './document.tsx';
import { drawMessage } from './draw/message.tsx';
import type { Drawn } from './drawn.ts';
import { Encoded } from './encoded.ts';
import { mayBeSecret, type PageSite, type Visit } from './site.ts';

const HTML = 'text/html; charset=utf-8';

/** Whether the app may take a page over, and what its forms carry. */
export interface SendOptions {
  readonly withApp: boolean;
  /** Bare JID of whom it is for; absent where that is nobody in particular. */
  readonly person?: string | null;
  readonly carried: Readonly<Record<string, string>>;
}

/** The document of a screen, ready to be sent. */
export function encode(
  site: PageSite,
  { t, textSize }: Visit,
  drawn: Drawn,
  options: SendOptions,
): Encoded {
  const { shell, domain, operator } = site;
  const carried = { ...options.carried, ...drawn.carried };
  const html = documentOf(drawn, {
    ...{ t, textSize, shell, domain, operator, carried },
    withApp: options.withApp,
    person: options.person ?? null,
  });
  return new Encoded(drawn.status, HTML, html);
}

/** Pages that have only a sentence to say. */
const messages = new WeakMap<PageSite, Map<string, Encoded>>();

/**
 * The page that has only that sentence to say, drawn once for each look: a reader who is refused must not
 * cost what drawing for them would. A refused form is drawn: it gives back what was typed into it. The
 * sentence is one of the catalogue.
 */
export function messagePage(
  site: PageSite,
  visit: Visit,
  status: Drawn['status'],
  sentence: string,
  withApp = false,
): Encoded {
  const { t, textSize } = visit;
  const notice = mayBeSecret(site, visit) ? null : t.plainHttp;
  const key = JSON.stringify([t.language, textSize, notice === null, withApp, status, sentence]);
  const kept = messages.get(site) ?? new Map<string, Encoded>();
  messages.set(site, kept);
  const page =
    kept.get(key) ??
    encode(site, visit, drawMessage({ t, notice }, status, sentence), { withApp, carried: {} });
  kept.set(key, page);
  return page;
}

/** When to come again, in seconds. */
const WAITS: Readonly<Record<number, string>> = { 429: '60', 503: '10' };

/** Answers with a page that is for this person alone, now. */
export function sendPrivate({ request, response }: Visit, page: Encoded): void {
  response.setHeader('Cache-Control', 'private, no-store');
  response.appendHeader('Vary', 'Cookie');
  const wait = WAITS[page.status];
  if (wait) response.setHeader('Retry-After', wait);
  page.send(request, response);
}

/** Answers with a page that is the same for everybody without an account, until it changes. */
export function sendOpen({ request, response }: Visit, page: Encoded): void {
  response.setHeader('Cache-Control', 'no-cache');
  response.appendHeader('Vary', 'Cookie, Accept-Language');
  page.send(request, response);
}

/**
 * Answers with a page that browsers may show for a day without asking, and for a month where nobody answers.
 * It is theirs also after a cookie changed (another place, a sign-in), so no other cache may keep it, and who
 * chooses another language has it by the next day.
 */
export function sendForDays({ request, response }: Visit, page: Encoded): void {
  response.setHeader('Cache-Control', 'private, max-age=86400, stale-if-error=2592000');
  response.appendHeader('Vary', 'Accept-Language');
  page.send(request, response);
}

/** Answers with another address, to be read there (RFC 9110, 15.4.4). */
export function sendElsewhere({ response }: Visit, location: string): void {
  response.setHeader('Cache-Control', 'no-store');
  response.writeHead(303, { Location: location, 'Content-Length': 0 }).end();
}
