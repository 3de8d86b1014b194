import type { RefusalReason } from '../xmpp/credentials.ts';
import type { Settable } from './observable.ts';

export type { RefusalReason };

/** How things stand with the servers: true only while the app runs, so it is not in the store. */
export interface Connectivity {
  readonly state:
    | 'connecting'
    | 'online'
    /** No link to the site; it is being tried again. */
    | 'offline'
    /** The site is there, its channel service is not. */
    | 'service-away'
    /** The site does not let this person in: `refusal` says why. */
    | 'refused';
  readonly refusal: RefusalReason | null;
  /** Whether the first answers of the channel service are in. */
  readonly settled: boolean;
  /** Whether the phone had no room for what the channel service answered. */
  readonly full: boolean;
  /** Counts the times after which everything on the screen has to be asked for anew. */
  readonly epoch: number;
}

export const CONNECTING: Connectivity = {
  state: 'connecting',
  refusal: null,
  settled: false,
  full: false,
  epoch: 0,
};

/** Things stand otherwise now; what is not named is as it was. */
export function change(connectivity: Settable<Connectivity>, news: Partial<Connectivity>): void {
  connectivity.set({ ...connectivity.get(), ...news });
}
