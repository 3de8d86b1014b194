import { randomUUID } from 'node:crypto';
import type { Item } from '../../src/protocol/channel.ts';
import type { ServiceContext } from '../../src/server/service/context.ts';
import { PERSONAL_NODES } from '../../src/server/service/node-names.ts';
import { PlaceTree } from '../../src/server/service/place-tree.ts';
import { type Draft, publish } from '../../src/server/service/publish.ts';
import { Watchers } from '../../src/server/service/watchers.ts';
import type { Database } from '../../src/server/storage/database.ts';

export const DOMAIN = 'example.org';
export const CHANNEL = `welcome@topics.${DOMAIN}`;
export const NODE = `/user/${CHANNEL}/posts`;
export const ADMIN = { jid: `admin@${DOMAIN}`, fullJid: `admin@${DOMAIN}/x`, isLocal: true };

/** The rules on a database, without anybody to tell. */
export function serviceContext(
  database: Database,
  now = () => new Date().toISOString(),
): ServiceContext {
  return {
    database,
    watchers: new Watchers(),
    rates: null,
    domain: DOMAIN,
    admins: new Set([ADMIN.jid]),
    defaultChannels: [CHANNEL],
    personalNodes: PERSONAL_NODES,
    places: new PlaceTree([]),
    emergency: () => [],
    now,
    newId: randomUUID,
    announce: () => undefined,
    tellReading: async () => undefined,
    tellOffice: () => undefined,
  };
}

/** Publishes as the administrator, whose posts never wait. */
export async function publishOne(ctx: ServiceContext, draft: Draft): Promise<Item> {
  const published = await publish(ctx, ADMIN, NODE, () => draft);
  if ('withheld' in published) throw new Error('held back');
  return published.item;
}
