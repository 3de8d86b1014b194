import { NS } from '../../protocol/namespaces.ts';
import { registerRequest } from '../../protocol/pubsub.ts';
import { el } from '../../protocol/xml.ts';
import { readMeta } from '../store/read/meta.ts';
import { catchUp } from './catch-up.ts';
import type { SyncContext } from './context.ts';
import { flushMarks } from './flush-marks.ts';
import type { Incoming } from './incoming.ts';
import { loadChannels } from './load-channels.ts';
import { loadWithheld } from './load-withheld.ts';
import { tellRules } from './tell-rules.ts';

/** What the service takes as "push to this connection" (Buddycloud clients send the same). */
export function presenceFor(service: string) {
  const text = (name: string, value: string) => el(NS.CLIENT, name, {}, value);
  return el(
    NS.CLIENT,
    'presence',
    { to: service },
    text('priority', '-1'),
    text('status', 'buddycloud'),
    text('show', 'chat'),
  );
}

/** Makes oneself known to the service, and learns what happened meanwhile. */
export async function arrive(ctx: SyncContext, incoming: Incoming): Promise<void> {
  if (ctx.me === null) return loadChannels(ctx);
  const isFirst = (await readMeta(ctx.store, 'cursor')) === undefined;
  const registered = ctx.ask('set', registerRequest());
  // Only the first time there is something to wait for: the channels that it makes one follow.
  if (isFirst) await registered;
  await Promise.all([registered, learnNews(ctx, incoming)]);
}

async function learnNews(ctx: SyncContext, incoming: Incoming): Promise<void> {
  // First, so that what was read without a network is not counted once more.
  await Promise.all([flushMarks(ctx), tellRules(ctx)]);
  const caughtUp = incoming.catchingUp();
  await Promise.all([loadChannels(ctx), catchUp(ctx).then(caughtUp)]);
  await loadWithheld(ctx);
}
