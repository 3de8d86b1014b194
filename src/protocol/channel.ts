/**
 * The dictionary between the wire and the product: a *channel* is a bundle of pubsub *nodes* named
 * `/user/JID/NAME` with one set of rights; an *item* of its `posts` node is a *topic*, or a
 * *comment* when it has a parent.
 */
import type { Geoloc } from './geoloc.ts';
import { toBare } from './jid.ts';
import type { DraftPhoto, PostPhoto } from './post-media.ts';

export const AFFILIATIONS = [
  'owner',
  'moderator',
  'publisher',
  'member',
  'none',
  'outcast',
] as const;
export type Affiliation = (typeof AFFILIATIONS)[number];

export const SUBSCRIPTIONS = ['none', 'pending', 'invited', 'subscribed'] as const;
export type Subscription = (typeof SUBSCRIPTIONS)[number];

export const ACCESS_MODELS = ['open', 'authorize', 'local', 'whitelist'] as const;
export type AccessModel = (typeof ACCESS_MODELS)[number];

export type ChannelType = 'personal' | 'topic';

/** What a channel says of itself. Dates are ISO 8601 in UTC, by the server's clock. */
export interface ChannelConfig {
  readonly title: string;
  readonly description: string;
  readonly accessModel: AccessModel;
  readonly defaultAffiliation: Affiliation;
  readonly type: ChannelType;
  readonly created: string;
  /** When something was last posted or configured. */
  readonly updated: string;
  /** Bare JID of who made it; empty where nobody knows. */
  readonly creator?: string;
  /** Whether lists name it; they do where nothing is said. */
  readonly advertised?: boolean;
  /** Ends with its last member, and makes everybody who follows a moderator. */
  readonly ephemeral?: boolean;
  /** What else is stored of it, by the names of the wire. */
  readonly vars?: Readonly<Record<string, string>>;
}

/** How one person stands to one channel. */
export interface Membership {
  readonly affiliation: Affiliation;
  readonly subscription: Subscription;
  /** Bare JID, of those who are invited and have not answered. */
  readonly invitedBy?: string | null;
  /** When a ban ends by itself, ISO 8601 in UTC; nothing where it is for good, or there is none. */
  readonly bannedUntil?: string | null;
}

export const NO_MEMBERSHIP: Membership = { affiliation: 'none', subscription: 'none' };

/** A topic (no parent) or a comment, as the server keeps it. */
export interface Item {
  /** Bare JID of its channel. */
  readonly channel: string;
  /** Name of its node; `posts` where it is not said. */
  readonly node?: string;
  /** Made by the phone that wrote it; unique in its channel. */
  readonly id: string;
  /** Id of the topic that a comment answers. */
  readonly parent: string | null;
  /** Bare JID. */
  readonly author: string;
  readonly title: string;
  readonly text: string;
  /** ISO 8601 in UTC, by the server's clock. */
  readonly published: string;
  /** Place in the server's order of all changes. */
  readonly seq: number;
  /** Topics: the seq of the newest comment, their own where there is none. */
  readonly activity: number;
  /** Topics: how many comments. */
  readonly replies: number;
  /** Comments: the id of the item of its thread that it speaks of. */
  readonly target?: string | null;
  /** Comments that rate their target: one to five stars. */
  readonly rating?: number | null;
  /** Where it was written. */
  readonly geoloc?: Geoloc | null;
  /** Which picture its author shows, as `AVATAR` of their channel says it; absent where none was. */
  readonly avatar?: number;
  /** Until a moderator has looked at it, nobody sees what it says: it is empty. */
  readonly hidden?: true;
  /** The number of the change by which it was hidden, or shown again; absent where it never was. */
  readonly changed?: number;
  /** For whom an official wrote it; absent where its author speaks. */
  readonly onBehalf?: string;
  /** Photos in it; absent where there are none. */
  readonly photos?: readonly PostPhoto[];
}

/** What somebody says of an item; author, dates and place are the server's to say. */
export interface DraftPost {
  readonly title: string;
  readonly text: string;
  /** Id of the topic that it answers. */
  readonly parent: string | null;
  /** Id of the item of the thread that it speaks of. */
  readonly target?: string | null;
  /** Stars as they were written. */
  readonly rating?: string | null;
  /** Where it was written. */
  readonly geoloc?: Geoloc | null;
  readonly photos?: readonly DraftPhoto[];
  /** For whom an official writes it. */
  readonly onBehalf?: string | undefined;
}

const NODE = /^\/user\/([^/]+@[^/]+)\/(.+)$/;

export interface NodeName {
  /** Bare JID of the channel, normalised. */
  readonly channel: string;
  /** `posts`, `status`, … */
  readonly name: string;
}

/** Reads a pubsub node name; `null` where it is not a channel's. */
export function parseNode(node: string): NodeName | null {
  const match = NODE.exec(node);
  const channel = match && toBare(match[1] as string);
  return channel ? { channel, name: match[2] as string } : null;
}

export function nodeOf(channel: string, name = 'posts'): string {
  return `/user/${channel}/${name}`;
}

/** The node in which an item stands. */
export function nodeOfItem({ channel, node }: Pick<Item, 'channel' | 'node'>): string {
  return nodeOf(channel, node);
}

/** Ids that a phone may give: they stand in addresses and tags, so nothing that needs escaping. */
export const ITEM_ID = /^[A-Za-z0-9._~-]{1,64}$/;

/** … but for these: where a topic's id stands in an address they mean a screen, or are left out. */
export const TAKEN_ID = /^(?:new|settings|log|for|people|\.\.?)$/;

/** Names of people may hold commas: whose channel it is stands between the first and the last. */
const GLOBAL_ID = /^tag:([^,]+),(.+),([^,]+)$/;

/** `tag:SERVICE,NODE,LOCAL`: how an item is named outside its node. */
export function globalId(service: string, node: string, local: string): string {
  return `tag:${service},${node},${local}`;
}

/** The parts of a global id; `null` where it is none. */
export function parseGlobalId(id: string): { node: string; local: string } | null {
  const match = GLOBAL_ID.exec(id);
  return match ? { node: match[2] as string, local: match[3] as string } : null;
}

/** The local part of an id given as `local`, `node,local` or global; `null` where it is none. */
export function localId(id: string): string | null {
  const local = parseGlobalId(id)?.local ?? id.slice(id.lastIndexOf(',') + 1);
  return ITEM_ID.test(local) ? local : null;
}
