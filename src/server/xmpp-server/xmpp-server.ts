import { mkdirSync, realpathSync } from 'node:fs';
import type { Log } from '../log.ts';
import { type ComponentAccess, componentAccess } from './component-access.ts';
import { newPassword } from './password.ts';
import { pathsIn } from './paths.ts';
import { freePorts, LOOPBACK } from './ports.ts';
import { prosodyConfig } from './prosody-config.ts';
import { ProsodyKeeper } from './prosody-keeper.ts';
import { findProsody } from './prosody-process.ts';
import { answersHttp } from './readiness.ts';
import { registerAccount } from './register-account.ts';
import { type NewAccount, readState, writeState } from './state.ts';

export interface XmppServerOptions {
  readonly dataDir: string;
  readonly domain: string;
  readonly limits: boolean;
  /** Names of whoever runs the site: nobody may look like them, not even in haste. */
  readonly guarded?: readonly string[];
  readonly log: Log;
}

/** Prosody, as the rest of the server sees it. */
export interface XmppServer {
  /** Where its HTTP listens, for `/xmpp-websocket` and `/http-bind`. */
  readonly http: { readonly host: string; readonly port: number };
  /** Where and with which secrets the channel service connects (XEP-0114). */
  readonly link: ComponentAccess;
  isReady(): boolean;
  /** Whether it answers: one that stands still runs, too. */
  answers(): Promise<boolean>;
  /** Starts Prosody, or goes on with one that outlived our forerunner. Throws FatalError. */
  start(): Promise<void>;
  /**
   * Makes the accounts of administrators who never had one here, before a stranger can take such a
   * name, and its rights with it. Calls back for each at once: no later failure may lose a password, and
   * where this is killed before that, the next start calls back.
   */
  createAccounts(
    usernames: readonly string[],
    onCreated: (account: NewAccount) => void,
  ): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Reads what is remembered of Prosody in the data folder and settles its ports; starts nothing yet.
 *
 * @throws FatalError where what is remembered cannot be read.
 */
export async function openXmppServer(options: XmppServerOptions): Promise<XmppServer> {
  const { domain, limits, guarded = [], log } = options;
  // A running Prosody is known by the path of its configuration: one folder must have one name.
  const paths = pathsIn(realpathSync(options.dataDir));
  mkdirSync(paths.folder, { recursive: true, mode: 0o700 });
  let state = readState(paths.state);
  if (findProsody(paths) === null) state = { ...state, ports: await freePorts(state.ports) };
  writeState(paths.state, state);

  const { ports, secrets } = state;
  const asRoot = process.getuid?.() === 0;
  const config = prosodyConfig({ domain, limits, guarded, asRoot, paths, ports, secrets });
  const keeper = new ProsodyKeeper({ paths, ports, config, log });

  return {
    http: { host: LOOPBACK, port: ports.http },
    link: componentAccess(state),
    isReady: () => keeper.isReady(),
    answers: async () => keeper.isReady() && answersHttp(ports.http),
    start: () => keeper.start(),
    createAccounts: async (usernames, onCreated) => {
      for (const username of usernames) {
        const jid = `${username}@${domain}`;
        if (state.accounts.includes(jid)) continue;
        const { unshown, ...rest } = state;
        const left = unshown?.username === username ? unshown : undefined;
        const account = left ?? { username, password: newPassword() };
        writeState(paths.state, { ...rest, unshown: account });
        const isNew = await registerAccount(ports.http, domain, username, account.password);
        if (isNew || left) onCreated(account);
        state = { ...rest, accounts: [...rest.accounts, jid] };
        writeState(paths.state, state);
      }
    },
    stop: () => keeper.stop(),
  };
}
