import type { ChannelConfig } from '../../../protocol/channel.ts';
import { readForm } from '../../../protocol/data-form.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { child, type Element } from '../../../protocol/xml.ts';
import { publishModelOf } from '../../service/configure.ts';
import { Refusal } from '../../service/refusal.ts';

/** What is true of every node here, by XEP-0060's names; a precondition may say the same. */
const ALWAYS: Readonly<Record<string, readonly string[]>> = {
  'pubsub#persist_items': ['true', '1'],
  'pubsub#type': [NS.ATOM, NS.MICROBLOG],
};

/** Throws where a publisher asks for a node that is otherwise (XEP-0060, 7.1.5). */
export function checkPublishOptions(
  payload: Element,
  config: ChannelConfig,
  node: string | undefined,
): void {
  const options = child(payload, 'publish-options');
  const wanted = options && readForm(options)?.values;
  if (!wanted) return;
  const truth: typeof ALWAYS = {
    ...ALWAYS,
    'pubsub#access_model': [config.accessModel],
    'pubsub#publish_model': [publishModelOf(config, node)],
  };
  for (const [name, values] of Object.entries(truth)) {
    const value = wanted.get(name);
    if (value !== undefined && !values.includes(value)) {
      const app = { ns: NS.PUBSUB_ERRORS, name: 'precondition-not-met' };
      throw new Refusal('cancel', 'conflict', app);
    }
  }
}
