import type { Membership } from '../../../protocol/channel.ts';
import { pageInfo } from '../../../protocol/rsm.ts';
import { members } from '../../service/lists.ts';
import { askedPage, type Call } from '../call.ts';
import { chargeRows } from '../charges.ts';
import type { KeyPage } from './key-page.ts';

/** The page of a channel's people that is asked for, as the asker may know them. */
export async function memberPage(
  call: Call,
  node: string,
  subscriptionsOnly: boolean,
): Promise<KeyPage<Membership & { readonly jid: string }>> {
  const asked = askedPage(call);
  const { rows, info } = await members(call.ctx, call.actor, node, asked ?? {}, subscriptionsOnly);
  chargeRows(call, rows.length);
  const isWhole = !asked && rows.length === info.count;
  return { rows, set: isWhole ? undefined : pageInfo(info) };
}
