import { open } from 'node:fs/promises';

/** Enough for every signature. */
const HEAD = 12;

/** Whether a file begins as a JPEG, PNG or WebP does: names and declared types prove nothing. */
export async function looksLikePicture(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    if (bytesRead < HEAD) return false;
    return isJpeg(buffer) || isPng(buffer) || isWebp(buffer);
  } finally {
    await file.close();
  }
}

const isJpeg = (head: Buffer) => head.readUIntBE(0, 3) === 0xffd8ff;
const isPng = (head: Buffer) => head.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n';
const isWebp = (head: Buffer) =>
  head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP';
