import { join } from 'node:path';
import type { Config } from './config.ts';
import { loadEmergency } from './places/load-emergency.ts';
import { loadPlaces } from './places/load-places.ts';
import { mediaFolderIn } from './site-parts.ts';

/**
 * What a site's channel service is started with, in whichever process it runs. `built` is the folder of the
 * built server, with the painter and the project's own lists of places in it.
 *
 * @throws FatalError that names each bad line of the operator's places and emergency numbers.
 */
export function serviceSettings(config: Config, built: string) {
  const { domain, database, admins, defaultChannels, personalNodes } = config;
  const { limits, failAt, publicUrl, incidents } = config;
  const home = join(built, 'places');
  const places = loadPlaces({ files: config.places, home });
  const emergency = loadEmergency({ files: config.emergency, home }, places);
  return {
    ...{ domain, database, admins, defaultChannels, personalNodes },
    ...{ limits, failAt, publicUrl, incidents },
    ...{ places, emergency },
    media: {
      folder: mediaFolderIn(config.dataDir),
      painter: join(built, 'painter.js'),
      endpoint: `${publicUrl}/media`,
      quota: config.mediaQuota,
    },
  };
}
