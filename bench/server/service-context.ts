import { randomUUID } from 'node:crypto';
import type { ServiceContext } from '../../src/server/service/context.ts';
import { PERSONAL_NODES } from '../../src/server/service/node-names.ts';
import { PlaceTree } from '../../src/server/service/place-tree.ts';
import { Watchers } from '../../src/server/service/watchers.ts';
import type { Database } from '../../src/server/storage/database.ts';
import { DOMAIN } from './hosts/host.ts';

/** The rules on a database, without anybody outside who could hear of changes. */
export function serviceContext(database: Database): ServiceContext {
  return {
    database,
    watchers: new Watchers(),
    rates: null,
    domain: DOMAIN,
    admins: new Set([`poster@${DOMAIN}`]),
    defaultChannels: [],
    personalNodes: PERSONAL_NODES,
    places: new PlaceTree([]),
    emergency: () => [],
    now: () => new Date().toISOString(),
    newId: randomUUID,
    announce: () => undefined,
    tellReading: async () => undefined,
    tellOffice: () => undefined,
  };
}

/** The person to whom all channels belong. */
export const OWNER = {
  jid: `poster@${DOMAIN}`,
  fullJid: `poster@${DOMAIN}/measured`,
  isLocal: true,
} as const;
