import { ITEM_ID } from '../../protocol/channel.ts';
import { toBare } from '../../protocol/jid.ts';

/** What an address under `/media` means. */
export type Address =
  | { readonly kind: 'slot'; readonly token: string }
  | { readonly kind: 'data'; readonly token: string }
  | { readonly kind: 'channel'; readonly channel: string }
  | { readonly kind: 'picture'; readonly channel: string; readonly id: string }
  | { readonly kind: 'metadata'; readonly channel: string; readonly id: string };

/** What needs no name but a token. */
const TOKENS: Readonly<Record<string, 'slot' | 'data'>> = { upload: 'slot', data: 'data' };

/** Reads the path after `/media`; `null` where it means nothing. No part of it ever names a file. */
export function readAddress(path: string): Address | null {
  const parts = decoded(path);
  if (!parts) return null;
  const [first = '', id, more] = parts;
  const kind = TOKENS[first];
  if (kind) return parts.length === 2 && id ? { kind, token: id } : null;
  const channel = toBare(first);
  if (!channel?.includes('@') || parts.length > 3) return null;
  if (id === undefined) return { kind: 'channel', channel };
  if (!ITEM_ID.test(id)) return null;
  if (more === undefined) return { kind: 'picture', channel, id };
  return more === 'metadata' ? { kind: 'metadata', channel, id } : null;
}

function decoded(path: string): string[] | null {
  try {
    return path.split('/').slice(1).map(decodeURIComponent);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
