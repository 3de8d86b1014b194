import { NS } from '../protocol/namespaces.ts';
import { childrenOf, childText, el } from '../protocol/xml.ts';
import { connect } from '../server/stream/client.ts';
import { type Finding, ok } from './finding.ts';
import { versionFinding } from './known-holes.ts';
import type { Patient } from './patient.ts';

/** Asks the XMPP server from outside which one it is (XEP-0092). Ours does not say, to anybody. */
export async function examineServerVersion(patient: Patient): Promise<Finding[]> {
  const { site: url, domain } = patient;
  const client = await connect({ url, domain, anonymous: true });
  try {
    const answer = await client.request('get', domain, el(NS.VERSION, 'query'));
    const query = childrenOf(answer)[0];
    const name = childText(query, 'name') ?? 'an XMPP server';
    return [versionFinding(name, childText(query, 'version') ?? '')];
  } catch {
    return [ok('versions', 'The XMPP server does not tell strangers its version.')];
  } finally {
    client.socket.terminate();
  }
}
