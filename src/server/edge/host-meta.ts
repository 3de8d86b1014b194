/** Where XMPP clients find the WebSocket and BOSH (XEP-0156), in the two forms that they ask for. */
const RELATIONS = {
  'urn:xmpp:alt-connections:websocket': ['ws', '/xmpp-websocket'],
  'urn:xmpp:alt-connections:xbosh': ['http', '/http-bind'],
} as const;

function links(host: string, secure: boolean): readonly { rel: string; href: string }[] {
  return Object.entries(RELATIONS).map(([rel, [scheme, path]]) => ({
    rel,
    href: `${scheme}${secure ? 's' : ''}://${host}${path}`,
  }));
}

/** `/.well-known/host-meta.json` (RFC 6415, 3). `host` needs no escaping. */
export function hostMetaJson(host: string, secure: boolean): string {
  return JSON.stringify({ links: links(host, secure) });
}

/** `/.well-known/host-meta` (RFC 6415, 2). `host` needs no escaping. */
export function hostMetaXml(host: string, secure: boolean): string {
  const lines = links(host, secure).map(({ rel, href }) => `<Link rel="${rel}" href="${href}"/>`);
  const xrd = 'http://docs.oasis-open.org/ns/xri/xrd-1.0';
  return `<?xml version="1.0" encoding="utf-8"?>\n<XRD xmlns="${xrd}">${lines.join('')}</XRD>\n`;
}
