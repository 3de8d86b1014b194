import { NS } from '../protocol/namespaces.ts';
import { child, childrenOf, type Element, isElement } from '../protocol/xml.ts';
import { XmppClient } from '../server/stream/client.ts';
import { type Finding, ok, wrong } from './finding.ts';
import type { Patient } from './patient.ts';

/** What the app signs in with, in one round trip: what is missing costs every phone seconds. */
const INLINE = {
  'Bind 2': ['bind', NS.BIND2, 'mod_sasl2_bind2'],
  FAST: ['fast', NS.FAST, 'mod_sasl2_fast'],
  'stream management': ['sm', NS.STREAM_MANAGEMENT, 'mod_sasl2_sm and mod_smacks'],
} as const;

/** Opens a stream on the WebSocket and looks at what the XMPP server offers. */
export async function examineStream(patient: Patient): Promise<Finding[]> {
  const client = new XmppClient(patient.site);
  try {
    // FAST is offered only to a name.
    const offered = await client.openStream(patient.domain, `admin@${patient.domain}`);
    return streamFindings(offered, patient.domain);
  } catch (error) {
    const why = (error as Error).message;
    const remedy = `See that DOMAIN (${patient.domain}) is the site's, and that a proxy before it passes WebSockets on.`;
    return [wrong('websocket', `No XMPP stream could be opened by WebSocket: ${why}. ${remedy}`)];
  } finally {
    client.socket.terminate();
  }
}

function streamFindings(features: Element, domain: string): Finding[] {
  const found = [ok('websocket', `The WebSocket opens a stream to ${domain}.`)];
  const sasl2 = child(features, 'authentication', NS.SASL2);
  if (!sasl2) {
    const remedy = 'Load mod_sasl2 in Prosody (package prosody-modules).';
    return [...found, wrong('sasl2', `The XMPP server does not offer SASL 2. ${remedy}`)];
  }
  const inline = child(sasl2, 'inline') ?? sasl2;
  const bind = child(inline, 'bind', INLINE['Bind 2'][1]);
  // Stream management is offered twice: for a resumption, and for what is bound.
  const places = [inline, ...(bind ? descendants(bind) : [])];
  const missing = Object.entries(INLINE).filter(
    ([, [name, ns]]) => !places.some((place) => child(place, name, ns)) && !offersFeature(bind, ns),
  );
  return [
    ...found,
    ok('sasl2', 'SASL 2 is offered.'),
    ...Object.keys(INLINE)
      .filter((name) => !missing.some(([other]) => other === name))
      .map((name) => ok('sasl2', `${name} is offered.`)),
    ...missing.map(([name, [, , modules]]) =>
      wrong('sasl2', `${name} is not offered. Load ${modules} in Prosody.`),
    ),
  ];
}

function descendants(element: Element): Element[] {
  return element.children.filter(isElement).flatMap((each) => [each, ...descendants(each)]);
}

/** Bind 2 lists what can be asked for with it as `<feature var='…'/>`. */
function offersFeature(bind: Element | undefined, ns: string): boolean {
  return childrenOf(child(bind, 'inline')).some((feature) => feature.attrs.var === ns);
}
