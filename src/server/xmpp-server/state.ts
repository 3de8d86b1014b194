import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { FatalError } from '../fatal-error.ts';

/** What must stay the same from one start to the next. */
export interface State {
  /** Loopback ports of Prosody. */
  readonly ports: Ports;
  readonly secrets: Secrets;
  /** Addresses of administrators that have been given an account. */
  readonly accounts: readonly string[];
  /** The one that is being given to an administrator: with its password, until that was shown. */
  readonly unshown?: NewAccount;
}

/** An account just made, with its password, which is kept nowhere once it was shown. */
export interface NewAccount {
  readonly username: string;
  readonly password: string;
}

export interface Ports {
  readonly c2s: number;
  readonly http: number;
  readonly component: number;
}

/** What the channel service proves itself with to Prosody (XEP-0114), one for each host. */
export interface Secrets {
  readonly channels: string;
  readonly topics: string;
  readonly media: string;
}

/** Ports of 0 are taken by nobody: they make the first choice look like any later one. */
function firstState(): State {
  return {
    ports: { c2s: 0, http: 0, component: 0 },
    secrets: newSecrets(),
    accounts: [],
  };
}

function newSecrets(): Secrets {
  return { channels: secret(), topics: secret(), media: secret() };
}

function secret(): string {
  return randomBytes(32).toString('hex');
}

/** @throws FatalError where the file is there and cannot be understood. */
export function readState(path: string): State {
  if (!existsSync(path)) return firstState();
  const text = readFileSync(path, 'utf8');
  try {
    const state = JSON.parse(text) as State;
    // Written by an earlier version, it lacks what came later.
    return { ...state, secrets: { ...newSecrets(), ...state.secrets } };
  } catch (error) {
    const why = (error as Error).message;
    throw new FatalError(
      `${path} cannot be read (${why}). Remove it to have new ports and secrets made.`,
    );
  }
}

/** Writes beside and renames, so that a power cut leaves the old state or the new one. */
export function writeState(path: string, state: State): void {
  const fresh = `${path}.new`;
  const file = openSync(fresh, 'w', 0o600);
  writeFileSync(file, `${JSON.stringify(state, null, 2)}\n`);
  fsyncSync(file);
  closeSync(file);
  renameSync(fresh, path);
}
