import { promises as dns } from 'node:dns';
import { isIP } from 'node:net';
import { type Finding, ok, warn } from './finding.ts';
import type { Patient } from './patient.ts';

/** Codes that mean "there is none", unlike those for "nobody could be asked". */
const NONE = new Set(['ENOTFOUND', 'ENODATA']);

/** What other servers and programs look up when disco finds nothing (Buddycloud; RFC 6120, 3.2.1). */
export async function examineDns(patient: Patient): Promise<Finding[]> {
  const { domain } = patient;
  const check = 'dns';
  if (domain === 'localhost' || isIP(domain) !== 0 || !domain.includes('.')) {
    return [ok(check, `${domain} is a name of this machine only: DNS has nothing to say of it.`)];
  }
  const server = `channels.${domain}`;
  const resolver = new dns.Resolver({ timeout: 2_000, tries: 2 });
  const text = await lookUp(() => resolver.resolveTxt(`_bcloud-server._tcp.${domain}`));
  if (text === 'offline') {
    return [warn(check, 'No name server answers from here, so DNS could not be examined.')];
  }
  const named = text.map((parts) => parts.join('')).find((each) => each.includes('server='));
  const wanted = `_bcloud-server._tcp.${domain}. TXT "v=1.0 server=${server}"`;
  const clients = await lookUp(() => resolver.resolveSrv(`_xmpp-client._tcp.${domain}`));
  return [
    named?.includes(`server=${server}`)
      ? ok(check, `DNS names ${server} as the channel service.`)
      : warn(
          check,
          `DNS does not name ${server} as the channel service. Add the record ${wanted}.`,
        ),
    Array.isArray(clients) && clients.length > 0
      ? ok(check, 'DNS has an SRV record for XMPP programs.')
      : ok(check, 'DNS has no SRV record for XMPP programs: they come by host-meta, over HTTP.'),
  ];
}

async function lookUp<T>(work: () => Promise<T[]>): Promise<T[] | 'offline'> {
  try {
    return await work();
  } catch (error) {
    return NONE.has((error as NodeJS.ErrnoException).code ?? '') ? [] : 'offline';
  }
}
