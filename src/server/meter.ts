/** What is asked for anew at each reading. */
export type Gauge =
  | 'websockets'
  | 'writes_waiting'
  | 'pushes_waiting'
  | 'component_online'
  | 'matters_nobody_decides';

/**
 * Where the parts of the server tell how much there is and how long it takes. Handed in by the
 * composition root; what a part tells never names a person, a channel or an address.
 */
export interface Meter {
  /** A request was answered; `condition` is that of a refusal, absent where there was none. */
  answered(request: string, condition: string | undefined, seconds: number): void;
  /** A transaction came to its end, waiting for its turn included. */
  transacted(kind: 'read' | 'write', seconds: number): void;
  /** A change was pushed to so many connections. */
  fannedOut(connections: number): void;
  /** Settings of the database on which it hangs that nothing acknowledged is lost. */
  database(settings: Readonly<Record<string, string>>): void;
  watch(gauge: Gauge, read: () => number): void;
}
