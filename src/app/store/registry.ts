/** The device's list of accounts: whose database has which name, and who is signed in. */
import { useDeviceDatabase } from './device-database.ts';

export interface Registration {
  /** Bare JID; empty for the reader without an account. */
  readonly jid: string;
  /** Random: a name tells nothing about whose it is. */
  readonly database: string;
  /** `false`: signed in for this browser session only. */
  readonly stay?: boolean;
  /** The session is over: what they wrote waits until they sign in again. */
  readonly away?: true;
  /** To be deleted: signing in or out is under way, or was cut short. */
  readonly doomed?: true;
  /** Set while signing in is under way, or was cut short: its clean-up keeps the second copy. */
  readonly entering?: true;
  /** What the server is still to be told: that this token is worth nothing any more. */
  readonly owed?: {
    readonly token: { mechanism: string; token: string };
    readonly userAgent: string;
  };
}

/** All of them, sorted by JID. */
export function listRegistrations(): Promise<readonly Registration[]> {
  return useDeviceDatabase('accounts', (rows) => rows.getAll());
}

/** Who of those listed uses this device now: the person signed in, else the reader without an account. */
export function currentOf(listed: readonly Registration[]): Registration | undefined {
  // Sorted by JID, so the empty one comes first and a person's wins.
  return listed.filter(({ away, doomed }) => !away && !doomed).pop();
}

export function findRegistration(jid: string): Promise<Registration | undefined> {
  return useDeviceDatabase('accounts', (rows) => rows.get(jid));
}

export function saveRegistration(registration: Registration): Promise<unknown> {
  return useDeviceDatabase('accounts', (rows) => rows.put(registration));
}

/**
 * The entry of that JID; where there is none, or only one that is to be deleted, this one from now on: of two tabs
 * that start together one is first.
 */
export function claimRegistration(registration: Registration): Promise<Registration> {
  return useDeviceDatabase('accounts', (rows) =>
    rows
      .get(registration.jid)
      .then((listed) =>
        listed && !listed.doomed ? listed : rows.put(registration).then(() => registration),
      ),
  );
}

/** The server was told; who is signing out just now owes it another one. */
export function dropDebt(jid: string): Promise<void> {
  return useDeviceDatabase('accounts', async (rows) => {
    const { owed: _, ...listed } = (await rows.get(jid)) ?? {};
    if ('jid' in listed && !listed.doomed) await rows.put(listed);
  });
}

/** Takes one off the list; with `database`, only while it is that of this entry. */
export function removeRegistration(jid: string, database?: string): Promise<void> {
  return useDeviceDatabase('accounts', async (rows) => {
    const listed = await rows.get(jid);
    if (!database || listed?.database === database) await rows.delete(jid);
  });
}
