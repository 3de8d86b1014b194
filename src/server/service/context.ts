import type { Affiliation, ChannelConfig, Item, Subscription } from '../../protocol/channel.ts';
import type { EmergencyFor } from '../../protocol/emergency.ts';
import type { Reading } from '../../protocol/reading.ts';
import type { Database } from '../storage/database.ts';
import type { IncidentDesk } from './incident-desk.ts';
import type { PlaceTree } from './place-tree.ts';
import type { Rates } from './rates.ts';
import type { Watchers } from './watchers.ts';

/** Something that happened and is on disk; `seq` is its place in the one order. */
export type Change = {
  readonly seq: number;
  readonly channelId: number;
  readonly channel: string;
  readonly node: string;
} & (
  | { readonly kind: 'published'; readonly item: Item }
  | { readonly kind: 'retracted'; readonly id: string }
  | {
      readonly kind: 'configured';
      readonly config: ChannelConfig;
      /** Whether it is the picture that changed: that stands beside what its person wrote, too. */
      readonly avatar?: boolean;
    }
  | {
      readonly kind: 'subscription';
      readonly jid: string;
      readonly subscription: Subscription;
      /** Given where the person did it, absent where a moderator did. */
      readonly affiliation?: Affiliation;
      readonly invitedBy?: string | null;
      /** Whether the person followed until now, so that all followers know of them. */
      readonly followed?: boolean;
    }
  | { readonly kind: 'deleted' }
  | {
      readonly kind: 'affiliation';
      readonly jid: string;
      readonly affiliation: Affiliation;
      /** Whether the person followed until now, so that all followers know of them. */
      readonly followed: boolean;
    }
);

/** What every verb of the service needs; made once, at the composition root. */
export interface ServiceContext {
  readonly database: Database;
  readonly watchers: Watchers;
  /** `null` where the operator has lifted all limits. */
  readonly rates: Rates | null;
  /** Domains: `domain` of accounts, `channels.` and `topics.` before it. */
  readonly domain: string;
  /** Bare JIDs that may create channels in the topics domain. */
  readonly admins: ReadonlySet<string>;
  /** Bare JIDs of the channels that a new person follows at once. */
  readonly defaultChannels: readonly string[];
  /** Names of the nodes that everybody's own channel has. */
  readonly personalNodes: readonly string[];
  /** The operator's places, and whom to phone there. */
  readonly places: PlaceTree;
  readonly emergency: EmergencyFor;
  /** Where reports of something broken go; absent where administrators alone deal with them. */
  readonly desk?: IncidentDesk;
  /** ISO 8601 in UTC. */
  now(): string;
  /** A new item id. */
  newId(): string;
  /** Tells whoever is to be told; called after the commit, in the order of `seq`. */
  announce(change: Change): void;
  /** Contents by name that may be used no more; called after the commit. */
  readonly filesUnused?: (names: readonly string[]) => void;
  /**
   * Tells the person's other connections how far they have read; called after the commit. Resolves when
   * that is on its way to them, and all that was told before it.
   */
  tellReading(actor: Actor, news: ReadingNews): Promise<void>;
  /** Tells connections that what waits for them is not as it was; called after the commit. */
  tellOffice(concerned: Concerned): void;
  /** A report or an appeal may be left that nobody decides; called after the commit. */
  readonly nobodyLeft?: () => void;
}

/** Whom something concerns: a person, or a channel's moderators; not the connection that did it. */
export type Concerned =
  | { readonly jid: string; readonly but?: string }
  | { readonly moderatorsOf: number; readonly but?: string };

/** One channel was read further, or all that the person follows up to a number. */
export type ReadingNews = { readonly reading: Reading } | { readonly allUpTo: number };

/** Who asks: taken from the stanza's `from` as the XMPP server stamped it, never from a payload. */
export interface Actor {
  /** Normalised bare JID. */
  readonly jid: string;
  /** The connection. */
  readonly fullJid: string;
  /** Has an account at this site. */
  readonly isLocal: boolean;
}

/** Whoever asks without saying who they are. */
export const NOBODY: Actor = { jid: '', fullJid: '', isLocal: false };
