import { child } from '../../../protocol/xml.ts';
import { createChannel } from '../../service/create-channel.ts';
import { badRequest } from '../../service/refusal.ts';
import type { Handler } from '../call.ts';
import { submittedConfig } from './config-change.ts';

/** `set create` with a `configure` beside it; a form with nothing but FORM_TYPE is enough. */
export const createNode: Handler = async ({ ctx, actor, payload, verb }) => {
  const config = submittedConfig(child(payload, 'configure'));
  if (!config) throw badRequest();
  await createChannel(ctx, actor, verb.attrs.node, config);
  return undefined;
};
