import { readDirectory } from '../../protocol/directory.ts';
import { NS } from '../../protocol/namespaces.ts';
import { readOffice } from '../../protocol/office.ts';
import {
  nextPage,
  OWN_CHANNELS_PAGE,
  ownChannelsRequest,
  readAffiliations,
  readOwnChannels,
} from '../../protocol/own-channels.ts';
import { affiliationsRequest, directoryRequest } from '../../protocol/pubsub.ts';
import { child, type Element } from '../../protocol/xml.ts';
import { readChannels } from '../store/read/channels.ts';
import { type ChannelNews, saveDirectory, saveMemberships } from '../store/write/channels.ts';
import { saveOffice } from '../store/write/office.ts';
import { saveReading } from '../store/write/readings.ts';
import { askList, noteSaved } from './ask-list.ts';
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
  const question = directoryRequest({ max: LISTED });
  const { answer, isKnown, hash } = await askList(ctx, 'open', question);
  const query = child(answer, 'query', NS.MOST_ACTIVE);
  if (!query || isKnown) return;
  await saveDirectory(ctx.store, readDirectory(query));
  await noteSaved(ctx, { open: hash });
}

async function loadOwn(ctx: SyncContext): Promise<void> {
  const before = await readChannels(ctx.store);
  const [news, newRoles] = await Promise.all([allPages(ctx, OWN), allPages(ctx, ROLES)]);
  if (news.isKnown && newRoles.isKnown) return;
  // Either is read by the light of the other.
  const channels = news.isKnown ? await allPages(ctx, OWN, true) : news;
  const affiliations = newRoles.isKnown ? await allPages(ctx, ROLES, true) : newRoles;
  const own = channels.answers.flatMap(readOwnChannels);
  const roles = new Map(affiliations.answers.flatMap((answer) => [...readAffiliations(answer)]));
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
  if (!(await saveMemberships(ctx.store, [...memberships, ...bans], before))) return loadOwn(ctx);
  await saveOffice(ctx.store, readOffice(channels.answers[0]));
  let isWhole = true;
  for (const { channel, reading } of own) {
    const asked = { whole: false, before: before.get(channel) };
    if (reading && !(await saveReading(ctx.store, reading, asked))) isWhole = false;
  }
  await noteSaved(ctx, { own: isWhole ? channels.hash : undefined, roles: affiliations.hash });
}

interface List {
  readonly name: 'own' | 'roles';
  readonly max: number;
  readonly request: (after?: string) => Element;
}

const OWN: List = { name: 'own', max: OWN_CHANNELS_PAGE, request: ownChannelsRequest };
const ROLES: List = {
  ...{ name: 'roles', max: ROLES_PAGE },
  request: (after) => affiliationsRequest({ max: ROLES_PAGE, after }),
};

/** Asks for one page after the other. A list of several is never known: each page would have to be. */
async function allPages(ctx: SyncContext, { name, max, request }: List, anew = false) {
  const first = await askList(ctx, name, request(), anew);
  const answers = [first.answer];
  for (let last = first.answer; ; ) {
    const after = nextPage(last, max);
    if (after === undefined) break;
    last = await ctx.ask('get', request(after));
    answers.push(last);
  }
  const hash = answers.length > 1 ? undefined : first.hash;
  return { answers, hash, isKnown: first.isKnown };
}
