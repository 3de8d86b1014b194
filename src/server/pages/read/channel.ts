import type { Visitor } from '../visitor.ts';
import { type KnownChannel, readOwn, STRANGER } from './channels.ts';

/**
 * What a channel says of itself, and how the asker stands to it.
 *
 * @throws RequestRefused where there is none.
 */
export async function readChannel(asker: Visitor, channel: string): Promise<KnownChannel> {
  const [config, own] = await Promise.all([
    asker.facts.metadata(asker, channel),
    readOwn(asker, 'standing'),
  ]);
  const { membership, reading } = own.find((row) => row.channel === channel) ?? STRANGER;
  return { channel, config, membership, reading };
}
