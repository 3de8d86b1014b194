import type { Membership } from '../../../protocol/channel.ts';
import type { Element } from '../../../protocol/xml.ts';
import { members } from '../../service/lists.ts';
import { askedPage, type Call } from '../call.ts';
import { chargeRows } from '../charges.ts';
import { setOf } from './list-page.ts';

/** The page of a channel's people that is asked for, as the asker may know them. */
export async function memberPage(
  call: Call,
  node: string,
  subscriptionsOnly: boolean,
): Promise<{
  readonly rows: readonly (Membership & { readonly jid: string })[];
  readonly set: Element | undefined;
}> {
  const asked = askedPage(call);
  const page = await members(call.ctx, call.actor, node, asked ?? {}, subscriptionsOnly);
  // Those before it were counted, to say where it is.
  chargeRows(call, page.rows.length, page.info.index);
  return { rows: page.rows, set: setOf(page, asked) };
}
