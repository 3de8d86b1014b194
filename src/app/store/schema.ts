/** What one account's database holds. Keys and indexes are the only order that screens know. */
import type { DBSchema, IDBPDatabase } from 'idb';
import type { ChannelConfig, Item, Membership } from '../../protocol/channel.ts';
import type { About, Incident } from '../../protocol/incident.ts';
import type { Grounds, Rule } from '../../protocol/office.ts';
import type { Acceptance } from '../../protocol/rules.ts';
import type { Trouble } from './trouble.ts';

export interface ChannelRow {
  readonly channel: string;
  readonly config: ChannelConfig;
  readonly membership: Membership;
  /** Place in the list of open channels; `null` where it is not in it. */
  readonly rank: number | null;
  /** Everything up to here is read; single topics may be further (`readings`). */
  readonly lastRead: number;
  /** What of others' up to a change is unread, by the service's count; nobody knows before the first. */
  readonly counted?: Counted;
  /** Rises with all that tells how far it was read: an answer that was asked for before that is old. */
  readonly readings?: number;
  /** What its person says of how they are; unknown before somebody looked. */
  readonly status?: string;
  /** Topics with this activity or more are all here; unknown before the first page. */
  readonly topicsFrom?: number;
  /** What was known of holes when that was written ({@link Meta.hole}). */
  readonly topicsHole?: number;
  /**
   * Up to this change it is known what of the items here may not be shown any more. Absent where pushes
   * tell it, since the channel is followed, and where nothing of it was ever opened.
   */
  readonly checked?: number | undefined;
  /** The changes that its configuration and membership come of: older ones come late. */
  readonly configSeq?: number;
  readonly membershipSeq?: number;
}

/** The channels as they were when something was asked for, by address. */
export type ChannelsBefore = ReadonlyMap<string, ChannelRow>;

export interface Counted {
  readonly unread: number;
  readonly upTo: number;
}

/** How far one topic was read, where that is not what its channel says. */
export interface ReadingRow extends Counted {
  readonly channel: string;
  readonly topic: string;
  readonly seq: number;
}

/** What was read and the service has not been told of: the highest number of each place. */
export interface MarkRow {
  /** Empty for every channel that is followed. */
  readonly channel: string;
  /** Empty for the whole channel. */
  readonly topic: string;
  readonly seq: number;
}

/** What was removed stays removed, whatever comes late. */
export interface TombstoneRow {
  readonly channel: string;
  /** Empty for the channel itself, with all that was in it up to `seq`. */
  readonly id: string;
  readonly seq: number;
}

/** Indexes leave out rows that lack a field: that is how each of them holds what it is for. */
export interface ItemRow extends Item {
  /** Topics only. */
  readonly topicActivity?: number;
  /** Items of others only: own ones are never new to their author. */
  readonly foreignSeq?: number;
  /** Topics only: comments from this seq on are all here; unknown before the first page. */
  readonly commentsFrom?: number;
  /** Up to here: what is between and not here was removed before the page was fetched. */
  readonly commentsTo?: number;
  /** What was known of holes when that was written ({@link Meta.hole}). */
  readonly commentsHole?: number;
  /** Topics only: what the service said; comments after that activity are counted here. */
  readonly base?: { readonly activity: number; readonly replies: number };
}

/** A photo that goes with something that was written; its content lies by its id in `photos`. */
export interface Photo {
  /** Its id at the service, too: sent again it is stored once. */
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** What is on it, in its author's words. */
  readonly alt: string;
}

/** What was made of it on the phone: a JPEG. Like all that was typed it never gives way. */
export interface PhotoRow {
  readonly id: string;
  /** Not a Blob: browsers lost those. */
  readonly content: ArrayBuffer;
}

/** What is reported to moderators. */
export interface Complaint {
  /** The id of the post, or the person. */
  readonly item?: string | undefined;
  readonly person?: string | undefined;
  readonly rule: Rule;
  /** What it is called where it waits: the channel, or the person. */
  readonly head: string;
}

/** A post, or a report, that the server has not confirmed, as it is stored. */
export interface OutboxRow extends NewOutboxRow {
  /** Place in the order of writing, given by the store. */
  readonly order: number;
}

/** The same before it is stored. */
export interface NewOutboxRow {
  readonly id: string;
  readonly channel: string;
  /** `null` for a topic. */
  readonly parent: string | null;
  /** The id of the comment that it answers. */
  readonly target?: string | undefined;
  readonly title: string;
  readonly text: string;
  /** Of a report: what it is about. Its text is what `report-fields.ts` reads, and it has no channel. */
  readonly report?: About | undefined;
  readonly photo?: Photo | undefined;
  /** For whom an official writes it. */
  readonly onBehalf?: string | undefined;
  /** What tells moderators of a post or a person is no post: its text is what is wrong. */
  readonly complaint?: Complaint | undefined;
  /** `null` while it waits to be sent; else why it was not taken. */
  readonly trouble: Trouble | null;
  /** Why a moderator did not let it through. */
  readonly grounds?: Grounds | undefined;
  /** Whether its author asked the service, which holds it back, to let go of it. */
  readonly takenBack?: true | undefined;
  /** How often the server broke the stream off while this was on its way. */
  readonly broke?: number;
}

/** What is being typed somewhere. */
export interface DraftRow {
  readonly place: string;
  readonly title: string;
  readonly text: string;
  /** The id of the comment that it answers. */
  readonly target?: string | undefined;
  readonly photo?: Photo | undefined;
  /** For whom an official writes it. */
  readonly onBehalf?: string | undefined;
}

/** The lists that were saved last, by the hashes that the service gave them. */
export interface Known {
  /** The build of the app that read them. */
  readonly reader: string;
  /** The open channels, the person's own ones, and their roles. */
  readonly hashes: { readonly [list in 'open' | 'own' | 'roles']?: string | undefined };
}

/** Single values. */
export interface Meta {
  /** The last change of followed channels that is stored here. */
  cursor: number;
  /** Changes after the one and before the other that catch-up has yet to fetch. */
  gap: { readonly after: number; readonly before: number };
  /** Of changes before this one some were never fetched: lists loaded since know better. */
  hole: number;
  /** How far the server's clock is ahead of the phone's, in milliseconds. */
  clockOffset: number;
  known: Known;
  userAgent: string;
  /** Whether they may create channels; absent where not. */
  mayCreate: true;
  /** Id of the place that they may create channels for; absent where for none, or for all. */
  createAt: string;
  /** How many acts of moderators they have not been told of; absent where there are none. */
  notices: number;
  /** How many of their posts are held back, and how many things wait for them as a moderator. */
  withheld: number;
  toDo: number;
  /** Whether they have yet to accept the rules; absent where not. */
  rulesDue: true;
  /** What they accepted of the rules, and the service has not been told of. */
  accepted: Acceptance;
  /** How many of their reports have news; absent where there are none. */
  answered: number;
  /** How many reports wait for them as an office; absent where that is not theirs. */
  desk: number;
  /** The newest of their reports: their numbers are needed where there is no network. */
  incidents: readonly Incident[];
  /** The newest posts of the person, of all channels that they follow. */
  ownPosts: readonly Item[];
  /** `masked`: of use only with the key of the browser session that it was given in. */
  token: { readonly mechanism: string; readonly token: string; readonly masked?: true };
  /** The tab that sends, where the browser has no locks, and until when (by this phone's clock). */
  sender: { readonly tab: string; readonly until: number };
}

export interface Schema extends DBSchema {
  channels: { key: string; value: ChannelRow };
  items: {
    key: [channel: string, id: string];
    value: ItemRow;
    indexes: {
      comments: [channel: string, parent: string, seq: number];
      topics: [channel: string, topicActivity: number];
      foreign: [channel: string, foreignSeq: number];
    };
  };
  outbox: { key: number; value: OutboxRow };
  drafts: { key: string; value: DraftRow };
  meta: { key: keyof Meta; value: Meta[keyof Meta] };
  readings: { key: [channel: string, topic: string]; value: ReadingRow };
  marks: { key: [channel: string, topic: string]; value: MarkRow };
  tombstones: { key: [channel: string, id: string]; value: TombstoneRow };
  photos: { key: string; value: PhotoRow };
}

export type StoreName =
  | 'channels'
  | 'items'
  | 'outbox'
  | 'drafts'
  | 'meta'
  | 'readings'
  | 'marks'
  | 'tombstones'
  | 'photos';

type Upgrade = (database: IDBPDatabase<Schema>) => void;

/** One step for each version that was ever released; a phone takes those that it lacks. */
const UPGRADES: readonly Upgrade[] = [
  (database) => {
    database.createObjectStore('channels', { keyPath: 'channel' });
    const items = database.createObjectStore('items', { keyPath: ['channel', 'id'] });
    items.createIndex('comments', ['channel', 'parent', 'seq']);
    items.createIndex('topics', ['channel', 'topicActivity']);
    items.createIndex('foreign', ['channel', 'foreignSeq']);
    database.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true });
    database.createObjectStore('drafts', { keyPath: 'place' });
    database.createObjectStore('meta');
  },
  (database) => {
    database.createObjectStore('readings', { keyPath: ['channel', 'topic'] });
    database.createObjectStore('marks', { keyPath: ['channel', 'topic'] });
    database.createObjectStore('tombstones', { keyPath: ['channel', 'id'] });
  },
  (database) => {
    database.createObjectStore('photos', { keyPath: 'id' });
  },
];

export const VERSION = UPGRADES.length;

/** Brings a database from `oldVersion` to {@link VERSION}. */
export function upgrade(database: IDBPDatabase<Schema>, oldVersion: number): void {
  for (const step of UPGRADES.slice(oldVersion)) step(database);
}
