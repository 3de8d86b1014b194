import { readChannel } from '../store/read/channels.ts';
import type { ChannelRow, WatchedReader } from '../store/read/reader.ts';
import { useStored } from './use-stored.ts';

/** A channel as the store has it; `undefined` until that is read, and where it was never seen. */
export const useChannel = (store: WatchedReader, channel: string): ChannelRow | undefined =>
  useStored(store, ['channels'], (reader) => readChannel(reader, channel));
