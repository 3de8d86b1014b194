import { LOOPBACK } from './ports.ts';
import type { State } from './state.ts';

/** Where and with which secrets the channel service connects (XEP-0114). */
export interface ComponentAccess {
  readonly host: string;
  readonly port: number;
  readonly channelsSecret: string;
  readonly topicsSecret: string;
  readonly mediaSecret: string;
}

/** What a channel service reads of Prosody's state, in whichever process it runs. */
export function componentAccess({ ports, secrets }: State): ComponentAccess {
  return {
    host: LOOPBACK,
    port: ports.component,
    channelsSecret: secrets.channels,
    topicsSecret: secrets.topics,
    mediaSecret: secrets.media,
  };
}
