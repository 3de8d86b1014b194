import { child } from '../../../protocol/xml.ts';
import { createChannel } from '../../service/create-channel.ts';
import type { Handler } from '../call.ts';
import { submittedConfig } from './config-change.ts';

/** `set create` with a `configure` beside it; a form with nothing but FORM_TYPE is enough. */
export const createNode: Handler = async ({ ctx, actor, payload, verb }) => {
  await createChannel(ctx, actor, verb.attrs.node, submittedConfig(child(payload, 'configure')));
  return undefined;
};
