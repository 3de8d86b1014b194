/** The channel service alone, with the options that its argument holds; prints a line when ready. */
import { setTimeout as delay } from 'node:timers/promises';
import { type ChannelsOptions, startChannels } from '../../../src/server/channels.ts';
import type { Log } from '../../../src/server/log.ts';
import { createMetrics } from '../../../src/server/metrics/prometheus.ts';
import { PlaceTree } from '../../../src/server/service/place-tree.ts';

const log: Log = {
  info: () => undefined,
  warn: (...said) => console.error(...said),
  error: (...said) => console.error(...said),
};

/** What another process says of it; the rest stands here. */
export type ServiceOptions = Omit<ChannelsOptions, 'log' | 'meter' | 'places' | 'emergency'>;
const options = JSON.parse(process.argv[2] as string) as ServiceOptions;
const nowhere = { places: new PlaceTree([]), emergency: () => [] };
const channels = await startChannels({ ...options, ...nowhere, log, meter: createMetrics() });
while (!(await channels.health()).channels) await delay(5);
console.log('ready');
