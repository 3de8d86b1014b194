import { pathsIn } from '../server/xmpp-server/paths.ts';
import { findProsody } from '../server/xmpp-server/prosody-process.ts';
import { type Finding, ok, warn, wrong } from './finding.ts';
import { type ListeningPort, portsListenedOn, processListeningOn } from './listening-ports.ts';
import type { Patient } from './patient.ts';

/** Whether the site is reached by its public ports only: the one, and PLAIN_PORT beside it. */
export async function examinePorts(patient: Patient): Promise<Finding[]> {
  const { port, protocol } = new URL(patient.site);
  const publicPort = Number(port) || (protocol === 'https:' ? 443 : 80);
  const prosody = findProsody(pathsIn(patient.dataDir));
  const main = processListeningOn(publicPort);
  const pids = [main, prosody].filter((pid) => pid !== null);
  if (pids.length < 2) {
    const text = 'Not all processes of the site could be found, so their ports are not known.';
    return [warn('ports', `${text} Run this as root, or as the user that runs the site.`)];
  }
  const wanted = [publicPort, patient.plainPort].filter((each) => each !== undefined);
  return [portsFinding(pids.flatMap(portsListenedOn), wanted)];
}

/** Judges what the site listens on, beside the ports that people are to reach. */
export function portsFinding(
  listening: readonly ListeningPort[],
  wanted: readonly number[],
): Finding {
  const check = 'ports';
  const exposed = listening.filter(
    ({ address, port }) => !isLoopback(address) && !wanted.includes(port),
  );
  if (exposed.length === 0)
    return ok(check, `Only port ${wanted.join(' and ')} can be reached from outside.`);
  const list = exposed.map(({ port }) => port).join(', ');
  return wrong(
    check,
    `Ports ${list} can be reached from outside: what listens there trusts this machine. Restart the site, and close them in the firewall.`,
  );
}

function isLoopback(address: string): boolean {
  return address === '127.0.0.1' || address === '::1';
}
