import { readConfig } from '../../../protocol/config-form.ts';
import { readForm } from '../../../protocol/data-form.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { child } from '../../../protocol/xml.ts';
import type { Visitor } from '../visitor.ts';
import { type KnownChannel, readOwn, STRANGER } from './channels.ts';

/**
 * What a channel says of itself, and how the asker stands to it.
 *
 * @throws RequestRefused where there is none, or none for this asker.
 */
export async function readChannel(asker: Visitor, channel: string): Promise<KnownChannel> {
  const [answer, own] = await Promise.all([
    asker.facts.metadata(asker, channel),
    readOwn(asker, 'standing'),
  ]);
  const query = child(answer, 'query', NS.DISCO_INFO);
  const form = query && readForm(query);
  const { membership, reading } = own.find((row) => row.channel === channel) ?? STRANGER;
  return { channel, config: readConfig(form?.values ?? new Map()), membership, reading };
}
