import { configForm, NODE_CONFIG } from '../../../protocol/config-form.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { el } from '../../../protocol/xml.ts';
import { configure, readConfiguration } from '../../service/configure.ts';
import type { Handler } from '../call.ts';
import { submittedConfig } from './config-change.ts';

/** `get configure`: anyone may ask. */
export const getConfiguration: Handler = async ({ ctx, actor, verb }) => {
  const { node } = verb.attrs;
  const { config, owners } = await readConfiguration(ctx, actor, node);
  const form = configForm(config, NODE_CONFIG, { 'pubsub#owner': owners });
  return el(NS.PUBSUB_OWNER, 'pubsub', {}, el(NS.PUBSUB_OWNER, 'configure', { node }, form));
};

/** `set configure`: what the form names is changed, the rest stays. */
export const setConfiguration: Handler = async ({ ctx, actor, verb }) => {
  await configure(ctx, actor, verb.attrs.node, () => submittedConfig(verb));
  return undefined;
};
