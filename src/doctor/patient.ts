/** The site that is examined. */
export interface Patient {
  /** Such as `https://chat.example.org`, without a slash at its end. */
  readonly site: string;
  readonly domain: string;
  /** Of the second port, without TLS, where there is one. */
  readonly plainPort?: number | undefined;
  readonly dataDir: string;
  /** Location of the channel service's database. */
  readonly database: string;
}

/** How long anybody may take to answer, in milliseconds. */
export const PATIENCE = 10_000;

/** Asks the site over HTTP, as a phone does. */
export function ask(patient: Patient, path: string, options: RequestInit = {}): Promise<Response> {
  return fetch(`${patient.site}${path}`, { ...options, signal: AbortSignal.timeout(PATIENCE) });
}
