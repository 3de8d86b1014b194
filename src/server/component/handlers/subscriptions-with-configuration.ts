import { configForm, NODE_CONFIG } from '../../../protocol/config-form.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { officeElement } from '../../../protocol/office.ts';
import { readingElement } from '../../../protocol/reading.ts';
import { el } from '../../../protocol/xml.ts';
import type { Actor } from '../../service/context.ts';
import { type OwnNode, ownNodes } from '../../service/lists.ts';
import { officeOf } from '../../service/office.ts';
import { readingsOf } from '../../service/reading.ts';
import { askedPage, type Handler } from '../call.ts';
import { chargeOwn } from '../charges.ts';
import { asksEphemeral } from './asks-ephemeral.ts';
import { keyPage } from './key-page.ts';
import { subscriptionFilter, wantedVars, withVars } from './subscription-filters.ts';

/**
 * The asker's own channels with what each says of itself, and how far they have read it, so that a
 * list needs one answer. Filters choose the rows and the vars; `node-name` is the node's last part.
 */
export const getSubscriptionsWithConfiguration: Handler = async (call) => {
  const { ctx, actor, verb } = call;
  const passes = subscriptionFilter(verb);
  const formOf = ({ channel }: OwnNode) => configForm(channel.config, NODE_CONFIG);
  const wanted = wantedVars(verb);
  const all = await ownNodes(ctx, actor, asksEphemeral(verb));
  chargeOwn(call, all.length);
  const own = all.filter((row) => {
    const attrs = { ...attrsOf(actor, row), 'node-name': row.name };
    return row.subscription !== 'none' && passes(attrs, () => formOf(row));
  });
  const { rows, set } = keyPage(own, ({ node }) => node, askedPage(call));
  const readings = await readingsOf(ctx, actor, rows);
  const elements = rows.map((row) => {
    const form = withVars(formOf(row), wanted);
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
