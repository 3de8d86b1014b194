/** Publishes `id0`, `id1`, … and prints `ACK n` where the service would answer; run under strace. */
import { writeSync } from 'node:fs';
import { ensureDefaultChannels } from '../../src/server/service/default-channels.ts';
import { publish } from '../../src/server/service/publish.ts';
import { openSqlite } from '../../src/server/storage/sqlite.ts';
import { ADMIN, NODE, serviceContext } from './service-context.ts';

const [file = '', count = '0'] = process.argv.slice(2);
const ctx = serviceContext(openSqlite(file));
await ensureDefaultChannels(ctx);
for (let n = 0; n < Number(count); n += 1) {
  const draft = { id: `id${n}`, title: '', text: `post ${n} `.repeat(20), parent: null };
  await publish(ctx, ADMIN, NODE, () => draft);
  writeSync(1, `ACK ${n}\n`);
}
