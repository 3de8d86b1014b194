import { deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** Pictures as people and attackers send them. */

/** A photo with everything in it that a phone writes: place, device, preview. */
export function photo(width = 800, height = 600): Promise<Buffer> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 };
  return sharp({ create: { width, height, channels: 3, background: '#888', noise } })
    .withExif({
      IFD0: { Make: 'Spy', Model: 'Phone 9', Artist: 'Thandi', Copyright: 'secret-serial-1234' },
      IFD3: {
        GPSLatitudeRef: 'S',
        GPSLatitude: '25/1 44/1 0/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '28/1 11/1 0/1',
      },
    })
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** A small picture of one colour. */
export function plain(colour = '#c33', format: 'jpeg' | 'png' | 'webp' = 'jpeg'): Promise<Buffer> {
  return sharp({ create: { width: 64, height: 64, channels: 3, background: colour } })
    .toFormat(format)
    .toBuffer();
}

/** A PNG whose header says that size; what follows is a little of nothing. */
function pngOfSize(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(1024));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A WebP of so many frames: those of a short one again and again. */
export async function animation(frames: number): Promise<Buffer> {
  const stills = await Promise.all(['#c33', '#3c3'].map((colour) => plain(colour, 'png')));
  const short = await sharp(stills, { join: { animated: true } })
    .webp({ delay: 50 })
    .toBuffer();
  const first = short.indexOf('ANMF');
  const shown = short.subarray(first);
  const body = Buffer.concat([
    short.subarray(8, first),
    ...Array.from({ length: Math.ceil(frames / 2) }, () => shown),
  ]);
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

/** What attackers send: too large, too long, moving, no picture at all, two things at once, cut short. */
export async function hostile(): Promise<Readonly<Record<string, Buffer>>> {
  const whole = await photo(4000, 3000);
  return {
    huge: pngOfSize(16_000, 16_000),
    long: pngOfSize(65_535, 1),
    frames: await animation(10_000),
    svg: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><image href="/etc/passwd"/></svg>'),
    polyglot: Buffer.concat([Buffer.from('GIF89a/*'), whole.subarray(0, 2_000), pngOfSize(9, 9)]),
    truncated: whole.subarray(0, whole.length / 2),
  };
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function crc32(data: Buffer): number {
  let crc = ~0;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}
