/** Puts a content into the pictures of a folder (`put`), or backs it up (`backup`). */
import { join } from 'node:path';
import { backUp } from '../../src/backup/backup.ts';
import type { Config } from '../../src/server/config.ts';
import { Files } from '../../src/server/media/files.ts';
import { mediaFolderIn } from '../../src/server/site-parts.ts';

const [act, dataDir = '', file = ''] = process.argv.slice(2);
if (act === 'put') await new Files(mediaFolderIn(dataDir)).put(Buffer.from('a picture'));
else {
  const config = { dataDir, domain: 'example.org', database: join(dataDir, 'channels.sqlite') };
  await backUp(config as Config, file, new Date());
}
