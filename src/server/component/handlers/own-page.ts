import type { Element } from '../../../protocol/xml.ts';
import { type OwnFilter, type OwnNode, ownNodes } from '../../service/lists.ts';
import { askedPage, type Call } from '../call.ts';
import { chargeRows } from '../charges.ts';
import { setOf } from './list-page.ts';

/** The page of the asker's own nodes that is asked for. */
export async function ownPage(
  call: Call,
  filter: Partial<OwnFilter>,
): Promise<{ readonly rows: readonly OwnNode[]; readonly set: Element | undefined }> {
  const asked = askedPage(call);
  const wanted = {
    subscriptionsOnly: true,
    where: {},
    ephemeral: asksEphemeral(call.verb),
    ...filter,
  };
  const page = await ownNodes(call.ctx, call.actor, wanted, asked ?? {});
  chargeRows(call, page.read);
  return { rows: page.rows, set: setOf(page, asked) };
}

/**
 * Whether own lists are asked for ephemeral channels. The attribute is Buddycloud's, under whatever
 * prefix its writer chose.
 */
function asksEphemeral(verb: Element): boolean {
  return Object.keys(verb.attrs).some(
    (name) => /(^|:)ephemeral$/.test(name) && verb.attrs[name] === 'true',
  );
}
