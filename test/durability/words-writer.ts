/** Publishes and indexes at the same time; prints a line for each post; killed at any moment by its test. */
import { writeSync } from 'node:fs';
import { ensureDefaultChannels } from '../../src/server/service/default-channels.ts';
import { indexAll } from '../../src/server/service/index-words.ts';
import { publish } from '../../src/server/service/publish.ts';
import { openSqlite } from '../../src/server/storage/sqlite.ts';
import { ADMIN, NODE, serviceContext } from './service-context.ts';

const ctx = serviceContext(openSqlite(process.argv[2] as string));
await ensureDefaultChannels(ctx);
for (let n = 0; ; n += 1) {
  const draft = {
    id: `id${n}`,
    title: '',
    text: `word${n}x of ${'many '.repeat(50)}`,
    parent: null,
  };
  if (n % 5 === 0) indexAll(ctx.database);
  await publish(ctx, ADMIN, NODE, () => draft);
  writeSync(1, `${n}\n`);
}
