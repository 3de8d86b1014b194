import { archiveRequest, readArchiveFin } from '../protocol/archive.ts';
import { nodeOf } from '../protocol/channel.ts';
import { readDirectory } from '../protocol/directory.ts';
import { NS } from '../protocol/namespaces.ts';
import { directoryRequest, metadataRequest, topicsRequest } from '../protocol/pubsub.ts';
import { child, childrenOf, type Element, el } from '../protocol/xml.ts';
import { connect, type XmppClient } from '../server/stream/client.ts';
import { type Finding, ok, warn, wrong } from './finding.ts';
import type { Patient } from './patient.ts';

/** Reads as a person without an account does: finds the service, a channel, its newest, its past. */
export async function examineChannels(patient: Patient): Promise<Finding[]> {
  const { site: url, domain } = patient;
  let client: XmppClient;
  try {
    client = await connect({ url, domain, anonymous: true });
  } catch (error) {
    const why = (error as Error).message;
    const remedy = `See that Prosody has the host anon.${domain} with anonymous authentication.`;
    return [wrong('anonymous', `Nobody can read without an account: ${why}. ${remedy}`)];
  }
  try {
    return [
      ok('anonymous', 'Reading without an account works.'),
      ...(await examineDiscovery(client, domain)),
      ...(await examineReading(client, domain)),
    ];
  } finally {
    client.socket.terminate();
  }
}

async function examineDiscovery(client: XmppClient, domain: string): Promise<Finding[]> {
  const check = 'discovery';
  const answer = await client.request('get', domain, el(NS.DISCO_ITEMS, 'query'));
  const jids = childrenOf(payloadOf(answer)).map((item) => item.attrs.jid);
  return [`channels.${domain}`, `topics.${domain}`].map((host) =>
    jids.includes(host)
      ? ok(check, `${host} is found from ${domain}.`)
      : wrong(
          check,
          `Programs that know ${domain} do not find ${host}. Load mod_disco in Prosody.`,
        ),
  );
}

async function examineReading(client: XmppClient, domain: string): Promise<Finding[]> {
  const service = `channels.${domain}`;
  const directory = await attempt('directory', 'The list of channels', () =>
    client.request('get', service, directoryRequest({ max: 1 })),
  );
  if (!directory.answer) return [directory.finding];
  const [first] = readDirectory(payloadOf(directory.answer));
  if (!first) {
    const text = 'There is no open channel: people who come find nothing to read. Create one.';
    return [directory.finding, warn('directory', text)];
  }
  const channel = first.channel;
  const archive = archiveRequest({ queryId: 'doctor', node: nodeOf(channel), page: { max: 1 } });
  const asked = [
    await attempt('metadata', "A channel's description", () =>
      client.request('get', service, metadataRequest(channel)),
    ),
    await attempt('items', 'A page of topics', () =>
      client.request('get', service, topicsRequest(channel, { max: 5 })),
    ),
    await attempt('archive', 'What happened since (MAM)', async () => {
      const answer = await client.request('set', service, archive);
      readArchiveFin(child(answer, 'fin', NS.MAM) as Element);
      return answer;
    }),
  ];
  return [directory.finding, ...asked.map(({ finding }) => finding)];
}

async function attempt(
  check: string,
  what: string,
  work: () => Promise<Element>,
): Promise<{ finding: Finding; answer?: Element }> {
  const started = performance.now();
  try {
    const answer = await work();
    const took = Math.round(performance.now() - started);
    return { finding: ok(check, `${what} can be read (${took} ms).`), answer };
  } catch (error) {
    const why = (error as Error).message;
    const remedy = "The service's log says what failed.";
    return { finding: wrong(check, `${what} cannot be read: ${why}. ${remedy}`) };
  }
}

function payloadOf(answer: Element): Element {
  return childrenOf(answer)[0] ?? answer;
}
