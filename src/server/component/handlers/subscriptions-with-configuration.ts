import { configForm, NODE_CONFIG } from '../../../protocol/config-form.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { officeElement } from '../../../protocol/office.ts';
import { readingElement } from '../../../protocol/reading.ts';
import { el } from '../../../protocol/xml.ts';
import type { Actor } from '../../service/context.ts';
import type { OwnNode } from '../../service/lists.ts';
import { officeOf } from '../../service/office.ts';
import { readingsOf } from '../../service/reading.ts';
import type { Handler } from '../call.ts';
import { chargeRows } from '../charges.ts';
import { ownPage } from './own-page.ts';
import { subscriptionFilter, wantedVars, withVars } from './subscription-filters.ts';

/**
 * The asker's own channels with what each says of itself, and how far they have read it, so that a
 * list needs one answer. Filters choose the rows and the vars; `node-name` is the node's last part.
 */
export const getSubscriptionsWithConfiguration: Handler = async (call) => {
  const { ctx, actor, verb } = call;
  const wanted = wantedVars(verb);
  const { rows, set } = await ownPage(call, subscriptionFilter(verb, actor));
  const readings = await readingsOf(ctx, actor, rows);
  const unread = [...readings.values()].reduce((sum, reading) => sum + reading.unread, 0);
  chargeRows(call, 0, unread);
  const elements = rows.map((row) => {
    const form = withVars(configForm(row.channel.config, NODE_CONFIG), wanted);
    const configure = el(NS.PUBSUB, 'configure', { node: row.node }, form);
    const reading = readings.get(row.node);
    const read = reading && readingElement(reading);
    return el(
      NS.BUDDYCLOUD,
      'subscription-with-configuration',
      attrsOf(actor, row),
      configure,
      read,
    );
  });
  const office = officeElement(await officeOf(ctx, actor));
  return el(NS.PUBSUB, 'pubsub', {}, el(verb.ns, verb.name, {}, ...elements), set, office);
};

const attrsOf = ({ jid }: Actor, { node, subscription }: OwnNode) => ({ node, subscription, jid });
