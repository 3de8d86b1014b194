/** Encodings that we answer in besides the text as it is, the smallest first. */
const COMPRESSED = ['br', 'gzip'] as const;
export type Encoding = (typeof COMPRESSED)[number] | 'identity';

/** The smallest encoding that an `Accept-Encoding` header takes (RFC 9110, 12.5.3); `q=0` refuses one. */
export function encodingFor(accepted: string | readonly string[] = ''): Encoding {
  const parts = String(accepted)
    .split(',')
    .map((part) => part.trim().toLowerCase());
  const takes = (name: string) =>
    parts.some((part) => part.split(';')[0] === name && !/;\s*q=0(?:\.0+)?$/.test(part));
  return COMPRESSED.find(takes) ?? 'identity';
}
