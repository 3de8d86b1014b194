import type { Ways } from '../xmpp/ways.ts';

/** Where this site's servers are, as the page tells. */
export interface Site {
  readonly domain: string;
  /** Who runs it; empty where they do not say. */
  readonly operator: string;
  readonly ways: Ways;
}

/** Address of the channel service. */
export const serviceOf = (site: Site) => `channels.${site.domain}`;

/** Address of the media service beside that channel service. */
export const mediaOf = (service: string) => service.replace('channels.', 'media.');

/** The domain whose accounts last as long as a connection: readers without an account. */
export const anonymousDomainOf = (site: Site) => `anon.${site.domain}`;
