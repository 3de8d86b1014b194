import { join } from 'node:path';

/** Where everything of Prosody lies: one folder in the data folder, readable by its owner alone. */
export interface Paths {
  readonly folder: string;
  readonly config: string;
  readonly state: string;
  readonly pid: string;
  readonly log: string;
  /** What Prosody prints before its own log is open. */
  readonly output: string;
  readonly adminSocket: string;
  readonly database: string;
}

/** The paths in a site's data folder; creates nothing. */
export function pathsIn(dataDir: string): Paths {
  const folder = join(dataDir, 'prosody');
  return {
    folder,
    config: join(folder, 'prosody.cfg.lua'),
    state: join(folder, 'state.json'),
    pid: join(folder, 'prosody.pid'),
    log: join(folder, 'prosody.log'),
    output: join(folder, 'prosody.out'),
    adminSocket: join(folder, 'prosody.sock'),
    database: join(folder, 'accounts.sqlite'),
  };
}
