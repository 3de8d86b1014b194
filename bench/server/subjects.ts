import type { Host } from './hosts/host.ts';
import { MAX_ITEMS } from './hosts/host.ts';
import type { Subject } from './load/commands.ts';

/** Those that are measured on a server: our service behind it, and its own pubsub. */
export function subjectsOn(host: Host['name']): { ours: Subject; own: Subject } {
  return { ours: { host, dialect: 'channels' }, own: { host, dialect: 'pubsub' } };
}

/** Those that hold much. */
export function depthsOn(host: Host['name']): { ours: Subject; own: Subject } {
  return { ours: { host, dialect: 'channels' }, own: { host, dialect: 'archive' } };
}

/** Names of the channels and nodes on each. */
export const NODES = { fan: (size: number) => `fan-${size}`, posts: 'posts', pages: 'pages' };

/**
 * How many items the servers' own nodes hold: the fewer the faster, save that ejabberd broadcasts
 * faster while it need not make room.
 */
export const KEEPS = {
  fan: { Prosody: 20, ejabberd: MAX_ITEMS },
  posts: { Prosody: 20, ejabberd: 20 },
  pages: { Prosody: MAX_ITEMS, ejabberd: MAX_ITEMS },
} as const;
