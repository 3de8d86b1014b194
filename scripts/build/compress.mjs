import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TEXT = /\.(?:html|js|css|json|svg|txt|webmanifest|xml)$/;

/** Below this, compression saves less than the header that announces it. */
const SMALLEST = 256;

const toBrotli = (content) =>
  promisify(brotliCompress)(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
const toGzip = (content) => promisify(gzip)(content, { level: 9 });

/** Puts `name.br` and `name.gz` beside every text file of a folder, as small as they can be. */
export async function compressFolder(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && TEXT.test(entry.name));
  await Promise.all(files.map((entry) => compressFile(join(entry.parentPath, entry.name))));
}

async function compressFile(path) {
  const content = await readFile(path);
  if (content.length < SMALLEST) return;
  await Promise.all([
    toBrotli(content).then((small) => writeFile(`${path}.br`, small)),
    toGzip(content).then((small) => writeFile(`${path}.gz`, small)),
  ]);
}
