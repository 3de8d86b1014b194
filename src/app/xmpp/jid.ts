/** What the XMPP library uses of its own addresses: nothing is escaped or lowered, or refused. */
interface Jid {
  readonly local: string;
  readonly domain: string;
  readonly resource: string;
  bare(): Jid;
  toString(): string;
}

/** An address from its parts, or from its text alone. */
export default function jid(text: string, domain?: string): Jid {
  const [, local = '', host = '', resource = ''] =
    /^(?:([^@/]*)@)?([^/]*)(?:\/([\s\S]*))?$/.exec(domain ? `${text}@${domain}` : text) ?? [];
  const bare = local === '' ? host : `${local}@${host}`;
  return {
    ...{ local, domain: host, resource },
    bare: () => jid(bare),
    toString: () => (resource === '' ? bare : `${bare}/${resource}`),
  };
}
