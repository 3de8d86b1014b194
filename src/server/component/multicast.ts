import { readForm } from '../../protocol/data-form.ts';
import { NS } from '../../protocol/namespaces.ts';
import { childrenOf, type Element, el } from '../../protocol/xml.ts';

/** Who copies one message to many receivers: our module in the XMPP server, or a service of XEP-0033. */
export interface Multicast {
  readonly jid: string;
  /** Ours: it is named the receivers in one text, an element of XEP-0033 for each takes it longer to parse. */
  readonly isOurs: boolean;
  /** How many receivers one message may name. */
  readonly maxReceivers: number;
}

/** XEP-0033, 6: what every such service takes, whatever it says of itself. */
const MAX_RECEIVERS = 20;
/** More at once would hold up what else the server has to do. */
const MOST_RECEIVERS = 200;
/** How many of the server's services are asked. */
const MAX_ASKED = 20;

type Ask = (to: string, payload: Element) => Promise<Element | null>;

/** Looks whether the server, or one of its services, does multicast; `null` where none does. */
export async function findMulticast(ask: Ask, domain: string): Promise<Multicast | null> {
  const own = await multicastAt(ask, domain);
  if (own) return own;
  const items = await ask(domain, el(NS.DISCO_ITEMS, 'query'));
  const services = items ? childrenOf(items, 'item').map((item) => item.attrs.jid) : [];
  for (const jid of services.slice(0, MAX_ASKED)) {
    const found = jid && (await multicastAt(ask, jid));
    if (found) return found;
  }
  return null;
}

async function multicastAt(ask: Ask, jid: string): Promise<Multicast | null> {
  const info = await ask(jid, el(NS.DISCO_INFO, 'query'));
  if (!info) return null;
  if (hasFeature(info, NS.RECEIVERS)) return { jid, isOurs: true, maxReceivers: MOST_RECEIVERS };
  if (!hasFeature(info, NS.ADDRESS)) return null;
  const form = readForm(info);
  const limit = form?.formType === NS.ADDRESS ? Number(form.values.get('message')) : 0;
  const maxReceivers = Math.min(limit > 0 ? limit : MAX_RECEIVERS, MOST_RECEIVERS);
  return { jid, isOurs: false, maxReceivers };
}

/** Whether an answer to disco#info names that feature. */
export function hasFeature(info: Element, name: string): boolean {
  return childrenOf(info, 'feature').some((feature) => feature.attrs.var === name);
}
