/** Where the page lane reaches the XMPP server. */
export interface XmppPlace {
  readonly host: string;
  readonly port: number;
  readonly domain: string;
}

/** Base address, and what the XMPP server is told of a connection: for whom it is, where known. */
export function wayTo({ host, port, domain }: XmppPlace, address?: string) {
  const from = address === undefined ? {} : { 'X-Forwarded-For': address };
  return { url: `http://${host}:${port}`, headers: { Host: domain, ...from } };
}

/** Address of the channel service. */
export const serviceOf = ({ domain }: XmppPlace): string => `channels.${domain}`;
