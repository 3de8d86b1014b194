import { geolocOf, PLACE_NAME } from '../../protocol/config-vars.ts';
import { localOf, toBare } from '../../protocol/jid.ts';
import type { PageRequest } from '../../protocol/rsm.ts';
import type { ChannelRow } from '../storage/channels.ts';
import { listOpenChannels } from '../storage/directory.ts';
import { wordsOf } from '../storage/words.ts';
import type { ServiceContext } from './context.ts';
import { ordinalPage } from './ordinal-pages.ts';
import type { Page } from './paging.ts';
import { termsIn } from './posts-with-words.ts';
import { badRequest } from './refusal.ts';

export interface FoundChannels extends Page<ChannelRow> {
  /** How many rows were read for it. */
  readonly read: number;
}

/** Of more channels than this the most active are looked at. */
export const MOST_CHANNELS = 5_000;

/**
 * Open group channels that have all the words of a text in what they say of themselves, those first that have
 * them in their address, then title, description, place; of equal ones the most active. A whole address is that channel.
 */
export async function findChannels(
  ctx: ServiceContext,
  text: string,
  page: PageRequest,
): Promise<FoundChannels> {
  const [address, terms] = [toBare(text), termsIn(text)];
  if (terms.length === 0) throw badRequest(undefined, 'There is no word to search for.');
  const all = await ctx.database.read((reader) => listOpenChannels(reader, 0, MOST_CHANNELS, {}));
  const found = all
    .map((row) => ({ row, place: row.jid === address ? -1 : placeOf(terms, row) }))
    .filter(({ place }) => place !== Number.POSITIVE_INFINITY)
    .sort((a, b) => a.place - b.place);
  const { rows, info } = ordinalPage(found, page);
  return { rows: rows.map(({ row }) => row), info, read: all.length };
}

/** How far back the words are found, all together; endless where one is not. */
function placeOf(terms: readonly string[], { jid, config }: ChannelRow): number {
  const vars = config.vars ?? {};
  const where = `${geolocOf(vars)?.text ?? ''} ${vars[PLACE_NAME] ?? ''}`;
  // Of the address its name alone: all channels have the domain.
  const fields = [localOf(jid), config.title, config.description, where].map(wordsOf);
  const places = terms.map((term) => {
    const place = fields.findIndex((words) => words.some((word) => word.startsWith(term)));
    return place < 0 ? Number.POSITIVE_INFINITY : place;
  });
  return places.reduce((sum, place) => sum + place, 0);
}
