import { domainOf } from '../../protocol/jid.ts';
import { NS } from '../../protocol/namespaces.ts';
import { escapeAttr, escapeText } from '../../protocol/xml.ts';
import type { Multicast } from './multicast.ts';

/** A message to many receivers, serialized except for their addresses. */
export interface Letter {
  readonly from: string;
  /** What is inside `<message/>`, as XML. */
  readonly body: string;
}

/**
 * Writes a headline to all receivers: once for many where the server of `domain` copies it, else
 * once for each. Which way goes to whom depends on nothing but the receiver's domain: a receiver
 * that was reached on two ways could see two messages in the wrong order.
 */
export function distribute(
  letter: Letter,
  receivers: Iterable<string>,
  domain: string,
  multicast: Multicast | null,
): string[] {
  const own: string[] = [];
  const stanzas: string[] = [];
  for (const receiver of receivers) {
    if (multicast && isAt(receiver, domain)) own.push(receiver);
    else stanzas.push(message(letter, receiver));
  }
  if (!multicast) return stanzas;
  const copied = multicast.isOurs ? { ...letter, body: asText(letter.body) } : letter;
  for (let from = 0; from < own.length; from += multicast.maxReceivers) {
    const some = own.slice(from, from + multicast.maxReceivers);
    stanzas.push(
      message(copied, multicast.jid, multicast.isOurs ? receiversText(some) : addresses(some)),
    );
  }
  return stanzas;
}

/** Beyond the server itself, order through a multicast service is nobody's promise. */
function isAt(fullJid: string, domain: string): boolean {
  const slash = fullJid.indexOf('/');
  const host = domainOf(slash < 0 ? fullJid : fullJid.slice(0, slash));
  return host === domain || host.endsWith(`.${domain}`);
}

function message({ from, body }: Letter, to: string, head = ''): string {
  return (
    `<message from="${escapeAttr(from)}" to="${escapeAttr(to)}" type="headline">` +
    `${head}${body}</message>`
  );
}

/**
 * For our module in the XMPP server: what is pushed as text, which needs no parsing on the way. Where it does not
 * end as an empty element does the module could not put it in again.
 */
function asText(body: string): string {
  return body.endsWith('/>')
    ? `<content xmlns="${NS.RECEIVERS}">${escapeText(body)}</content>`
    : body;
}

/** For the same. No address has a line break in it (RFC 7622, 3.4). */
function receiversText(receivers: readonly string[]): string {
  return `<receivers xmlns="${NS.RECEIVERS}">${escapeText(receivers.join('\n'))}</receivers>`;
}

/** As blind copies: the receivers learn nothing of each other. */
function addresses(receivers: readonly string[]): string {
  const each = receivers.map((jid) => `<address type="bcc" jid="${escapeAttr(jid)}"/>`).join('');
  return `<addresses xmlns="${NS.ADDRESS}">${each}</addresses>`;
}
