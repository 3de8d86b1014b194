import type { Text } from '../../screens/text/en.ts';
import type { Account, Connectivity, Device } from '../actions/device.ts';

/** What every page is handed. */
export interface PageProps {
  readonly t: Text;
  readonly device: Device;
  readonly account: Account;
  readonly connectivity: Connectivity;
  /** Starts the newer build that waits, if one does. */
  readonly update: (() => void) | null;
  /** How things stand, as a sentence where that is worth one. */
  readonly notice: string | null;
}
