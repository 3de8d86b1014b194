import { readConfig } from '../../protocol/config-form.ts';
import { readForm } from '../../protocol/data-form.ts';
import { NS } from '../../protocol/namespaces.ts';
import { metadataRequest } from '../../protocol/pubsub.ts';
import { child } from '../../protocol/xml.ts';
import { saveChannel } from '../store/write/channels.ts';
import type { SyncContext } from './context.ts';

/** Fetches what a channel says of itself. */
export async function loadChannel(ctx: SyncContext, channel: string): Promise<void> {
  const answer = await ctx.ask('get', metadataRequest(channel));
  const query = child(answer, 'query', NS.DISCO_INFO);
  const form = query && readForm(query);
  if (form) await saveChannel(ctx.store, { channel, config: readConfig(form.values) });
}
