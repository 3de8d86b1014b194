import type { Text } from '../text/en.ts';

/** Where the server sends whoever gets through, and the WiFi whoever does not. */
const PORTAL_LINK = '/wifi';

/** The WiFi answers in the site's place, until the person has logged in to it. */
export function PortalNotice({ t }: { readonly t: Text }) {
  return (
    <p class="notice" role="alert">
      {t.portal}{' '}
      <a href={PORTAL_LINK} data-native>
        {t.portalLink}
      </a>
    </p>
  );
}
