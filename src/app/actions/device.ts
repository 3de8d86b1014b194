/** Who uses this phone now. */

import type { Settings } from '../store/settings.ts';
import type { Store } from '../store/store.ts';
import type { Account } from '../sync/account.ts';
import type { Settable } from '../sync/observable.ts';
import type { Site } from '../sync/site.ts';
import type { TellDataUsed } from './data-used.ts';

export type { Settings, TextSize } from '../store/settings.ts';
export type { Trouble } from '../store/trouble.ts';
export type { Account } from '../sync/account.ts';
export type { Connectivity } from '../sync/connectivity.ts';

export interface Device {
  readonly site: Site;
  readonly account: Settable<Account>;
  /** Somebody has just signed out, and is to be told that nothing of theirs is left. */
  readonly farewell: Settable<boolean>;
  readonly settings: Settable<Settings>;
  readonly tellDataUsed: TellDataUsed;
  readonly openStore: (name: string) => Store;
}
