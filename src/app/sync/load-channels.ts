import { readDirectory } from '../../protocol/directory.ts';
import { NS } from '../../protocol/namespaces.ts';
import { readOffice } from '../../protocol/office.ts';
import {
  nextPage,
  OWN_PAGE,
  ownChannelsRequest,
  readAffiliations,
  readOwnChannels,
} from '../../protocol/own-channels.ts';
import { affiliationsRequest, directoryRequest } from '../../protocol/pubsub.ts';
import { child, type Element } from '../../protocol/xml.ts';
import { readMeta } from '../store/read/meta.ts';
import { type ChannelNews, saveDirectory, saveMemberships } from '../store/write/channels.ts';
import { saveMeta } from '../store/write/meta.ts';
import { saveReading } from '../store/write/readings.ts';
import type { SyncContext } from './context.ts';

/** A town has some dozens of channels; more than these are for a search. */
const LISTED = 100;

/** Nodes whose roles are asked for at once. */
const ROLES_PAGE = 500;

/** Fetches the list of open channels and, for a person, of their own ones, side by side. */
export async function loadChannels(ctx: SyncContext): Promise<void> {
  await Promise.all([loadDirectory(ctx), ctx.me === null ? undefined : loadOwn(ctx)]);
}

async function loadDirectory(ctx: SyncContext): Promise<void> {
  const answer = await ctx.ask('get', directoryRequest({ max: LISTED }));
  const query = child(answer, 'query', NS.MOST_ACTIVE);
  if (query) await saveDirectory(ctx.store, readDirectory(query));
}

async function loadOwn(ctx: SyncContext): Promise<void> {
  const [channels, affiliations] = await Promise.all([
    allPages(ctx, OWN_PAGE, ownChannelsRequest),
    allPages(ctx, ROLES_PAGE, (after) => affiliationsRequest({ max: ROLES_PAGE, after })),
  ]);
  const own = channels.flatMap(readOwnChannels);
  const roles = new Map(affiliations.flatMap((answer) => [...readAffiliations(answer)]));
  const memberships = own.map(
    ({ channel, config, subscription }): ChannelNews => ({
      channel,
      config,
      membership: { subscription, affiliation: roles.get(channel) ?? 'none' },
    }),
  );
  const followed = new Set(own.map(({ channel }) => channel));
  // Who is banned follows nothing any more, and no push told who was away.
  const bans = [...roles].flatMap(([channel, affiliation]): readonly ChannelNews[] =>
    affiliation === 'outcast' && !followed.has(channel)
      ? [{ channel, membership: { subscription: 'none', affiliation } }]
      : [],
  );
  await saveMemberships(ctx.store, [...memberships, ...bans]);
  const { mayCreate } = readOffice(channels[0]);
  if (mayCreate !== ((await readMeta(ctx.store, 'mayCreate')) ?? false)) {
    await saveMeta(ctx.store, 'mayCreate', mayCreate || undefined);
  }
  for (const { reading } of own) if (reading) await saveReading(ctx.store, reading, false);
}

/** Asks for one page after the other. */
async function allPages(
  ctx: SyncContext,
  max: number,
  request: (after?: string) => Element,
): Promise<readonly Element[]> {
  const answers: Element[] = [];
  for (let after: string | undefined; ; ) {
    const answer = await ctx.ask('get', request(after));
    answers.push(answer);
    after = nextPage(answer, max);
    if (after === undefined) return answers;
  }
}
