/** SHA-256 (FIPS 180-4) and HMAC (RFC 2104) for engines and addresses without `crypto.subtle`. */

const BLOCK = 64;

/** The first 32 bits of what follows the point in a root of a prime. */
const fraction = (root: number) => ((root - Math.floor(root)) * 2 ** 32) | 0;

const PRIMES: number[] = [];
for (let n = 2; PRIMES.length < 64; n += 1) {
  if (PRIMES.every((prime) => n % prime !== 0)) PRIMES.push(n);
}
const START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const ROUND = PRIMES.map((prime) => fraction(prime ** (1 / 3)));

const turned = (word: number, by: number) => (word >>> by) | (word << (32 - by));

export function sha256(message: readonly number[]): number[] {
  const bytes = [...message, 0x80];
  while (bytes.length % BLOCK !== BLOCK - 8) bytes.push(0);
  const bits = message.length * 8;
  // No message of ours has 2^32 bits.
  bytes.push(0, 0, 0, 0, bits >>> 24, (bits >>> 16) & 255, (bits >>> 8) & 255, bits & 255);
  let hash = START;
  for (let at = 0; at < bytes.length; at += BLOCK) hash = mixed(hash, bytes.slice(at, at + BLOCK));
  return hash.reduce<number[]>(
    (out, word) => out.concat(word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255),
    [],
  );
}

function mixed(hash: readonly number[], block: readonly number[]): number[] {
  const byte = (at: number) => block[at] as number;
  const words: number[] = [];
  const word = (at: number) => words[at] as number;
  let state = hash.slice();
  for (let t = 0; t < 64; t += 1) {
    if (t < 16) {
      const at = 4 * t;
      words.push((byte(at) << 24) | (byte(at + 1) << 16) | (byte(at + 2) << 8) | byte(at + 3));
    } else {
      const [x, y] = [word(t - 15), word(t - 2)];
      const s0 = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3);
      const s1 = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10);
      words.push((word(t - 16) + s0 + word(t - 7) + s1) | 0);
    }
    const [a, b, c, d, e, f, g, h] = state as [
      ...[number, number, number, number],
      ...[number, number, number, number],
    ];
    const s1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (ROUND[t] as number) + word(t)) | 0;
    const s0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    state = [(t1 + t2) | 0, a, b, c, (d + t1) | 0, e, f, g];
  }
  return hash.map((part, at) => (part + (state[at] as number)) | 0);
}

export function hmacSha256(key: readonly number[], message: readonly number[]): number[] {
  const padded = key.length > BLOCK ? sha256(key) : key.slice();
  while (padded.length < BLOCK) padded.push(0);
  const inner = sha256([...padded.map((byte) => byte ^ 0x36), ...message]);
  return sha256([...padded.map((byte) => byte ^ 0x5c), ...inner]);
}
