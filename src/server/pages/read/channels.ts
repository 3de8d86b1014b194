import type { Affiliation, ChannelConfig, Item, Membership } from '../../../protocol/channel.ts';
import { NO_MEMBERSHIP } from '../../../protocol/channel.ts';
import { readDirectory } from '../../../protocol/directory.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { NO_OFFICE, type Office, readOffice } from '../../../protocol/office.ts';
import {
  nextPage,
  OWN_CHANNELS_PAGE,
  ownChannelsRequest,
  readAffiliations,
  readOwnChannels,
} from '../../../protocol/own-channels.ts';
import { affiliationsRequest } from '../../../protocol/pubsub.ts';
import { type Reading, withPost } from '../../../protocol/reading.ts';
import { child, type Element } from '../../../protocol/xml.ts';
import type { Holds, Memory } from '../session/memory.ts';
import type { Asker, Visitor } from '../visitor.ts';

/** Nodes whose roles are asked for at once. */
const ROLES_PAGE = 500;

/** A channel as far as a list knows it. */
export interface KnownChannel {
  readonly channel: string;
  readonly config: ChannelConfig;
  readonly membership: Membership;
  /** How far the asker has read it; `null` where they do not follow it. */
  readonly reading: Reading | null;
}

/** How somebody stands to a channel that they have nothing to do with. */
export const STRANGER = { membership: NO_MEMBERSHIP, reading: null };

/** Channels that the asker follows, then the open ones, most active first. */
export async function readChannels(asker: Visitor): Promise<readonly KnownChannel[]> {
  const [answer, own] = await Promise.all([asker.facts.list(asker), readOwn(asker, 'counts')]);
  const query = child(answer, 'query', NS.MOST_ACTIVE);
  const listed = query ? readDirectory(query) : [];
  const followed = own.filter((row) => row.membership.subscription === 'subscribed');
  const isFollowed = new Set(followed.map((row) => row.channel));
  const others = listed.filter((row) => !isFollowed.has(row.channel));
  return [...followed, ...others.map((row) => ({ ...row, ...STRANGER }))];
}

/**
 * The asker's own channels: those followed, and those asked for. Where their `standing` is all that
 * matters, what is new in them may be out of date.
 */
export async function readOwn(asker: Asker, holds: Holds): Promise<readonly KnownChannel[]> {
  const { memory } = asker;
  if (memory === null) return [];
  const [{ channels }, roles] = await Promise.all([
    readSubscriptions(asker, memory, holds),
    memory.recall('roles', 'standing', () => readRoles(asker)),
  ]);
  return channels.map(({ channel, config, subscription, reading }) => ({
    channel,
    config,
    membership: { subscription, affiliation: roles.get(channel) ?? 'none' },
    reading,
  }));
}

/** Whether the asker is banned from a channel: then they have no subscription that would name it. */
export async function isBanned(asker: Asker, channel: string): Promise<boolean> {
  const roles = asker.memory?.recall('roles', 'standing', () => readRoles(asker));
  return (await roles)?.get(channel) === 'outcast';
}

/** What the asker may do that is not a matter of one channel. */
export async function readOwnOffice(asker: Asker): Promise<Office> {
  const { memory } = asker;
  if (memory === null) return NO_OFFICE;
  return (await readSubscriptions(asker, memory, 'standing')).office;
}

interface Subscriptions {
  readonly channels: ReturnType<typeof readOwnChannels>;
  readonly office: Office;
}

function readSubscriptions(asker: Asker, memory: Memory, holds: Holds): Promise<Subscriptions> {
  const ask = async () => {
    const answers = await allPages(asker, OWN_CHANNELS_PAGE, ownChannelsRequest);
    return { channels: answers.flatMap(readOwnChannels), office: readOffice(answers[0]) };
  };
  return memory.recall('channels', holds, ask, ({ channels, office }, posts) => ({
    channels: channels.map((row) => withPosts(row, posts, asker.me)),
    office,
  }));
}

/** A channel of the asker's with what was posted there since. */
function withPosts<Row extends Subscriptions['channels'][number]>(
  row: Row,
  posts: readonly Item[],
  me: string | null,
): Row {
  const { config, reading } = row;
  const here = posts.filter(({ channel }) => channel === row.channel);
  const updated = here.reduce(
    (latest, { published }) => (published > latest ? published : latest),
    config.updated,
  );
  if (here.length === 0) return row;
  return {
    ...row,
    config: { ...config, updated },
    reading: reading && here.reduce((counted, post) => withPost(counted, post, me), reading),
  };
}

async function readRoles(asker: Asker): Promise<ReadonlyMap<string, Affiliation>> {
  const request = (after?: string) => affiliationsRequest({ max: ROLES_PAGE, after });
  const answers = await allPages(asker, ROLES_PAGE, request);
  return new Map(answers.flatMap((answer) => [...readAffiliations(answer)]));
}

/** Asks for one page after the other. */
async function allPages(
  asker: Asker,
  max: number,
  request: (after?: string) => Element,
): Promise<readonly Element[]> {
  const answers: Element[] = [];
  for (let after: string | undefined; ; ) {
    const answer = await asker.ask('get', request(after));
    answers.push(answer);
    after = nextPage(answer, max);
    if (after === undefined) return answers;
  }
}
