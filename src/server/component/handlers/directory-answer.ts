import { directoryItem } from '../../../protocol/directory.ts';
import { toBare } from '../../../protocol/jid.ts';
import { pageInfo } from '../../../protocol/rsm.ts';
import { child, childrenOf, childText, type Element, el } from '../../../protocol/xml.ts';
import type { FoundChannels } from '../../service/find-channels.ts';
import { badRequest } from '../../service/refusal.ts';
import type { Call } from '../call.ts';
import { chargeRows } from '../charges.ts';

/** A page of channels, in the namespace of the question, with the fields that it names. */
export function channelsAnswer(
  { payload }: Call,
  { rows, info }: Omit<FoundChannels, 'read'>,
): Element {
  const names = wantedNames(payload);
  const items = rows.map(({ jid, config }) =>
    directoryItem({ channel: jid, config }, names, payload.ns),
  );
  return el(payload.ns, 'query', {}, ...items, pageInfo(info));
}

/** The same of what was looked for; whoever asked is charged for what was read. */
export function foundChannels(call: Call, found: FoundChannels): Element {
  chargeRows(call, found.read);
  return channelsAnswer(call, found);
}

/** The fields that are asked for; none where that is all. */
export function wantedNames(query: Element): string[] {
  return childrenOf(child(query, 'options'), 'feature').map(({ attrs }) => attrs.var ?? '');
}

/** The text that is asked about, in an element of that name. */
export function askedText({ payload }: Call, name: string): string {
  const text = childText(payload, name)?.trim();
  if (!text) throw badRequest(undefined, `Say in <${name}/> what you ask for.`);
  return text;
}

/** The same of an address, as a bare one. */
export function askedAddress(call: Call, name: string): string {
  const jid = toBare(askedText(call, name));
  if (!jid) throw badRequest(undefined, `What <${name}/> holds is no address.`);
  return jid;
}
