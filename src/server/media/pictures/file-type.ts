import { open } from 'node:fs/promises';

/** Enough for every signature, and for what a WebP says of itself first. */
const HEAD = 21;

/**
 * What a file is by its first bytes: names and declared types prove nothing. `null` where it does not
 * begin as a JPEG, PNG or WebP does; a WebP of many frames says that it moves, so none need be counted.
 */
export async function kindOfPicture(path: string): Promise<'still' | 'moving' | null> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    if (bytesRead < HEAD) return null;
    if (isWebp(buffer)) return moves(buffer) ? 'moving' : 'still';
    return isJpeg(buffer) || isPng(buffer) ? 'still' : null;
  } finally {
    await file.close();
  }
}

const isJpeg = (head: Buffer) => head.readUIntBE(0, 3) === 0xffd8ff;
const isPng = (head: Buffer) => head.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n';
const isWebp = (head: Buffer) =>
  head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP';

/** The flag of animation in the extended header (RFC 9649, 2.7). */
const moves = (head: Buffer) =>
  head.toString('latin1', 12, 16) === 'VP8X' && ((head[20] ?? 0) & 0x02) !== 0;
