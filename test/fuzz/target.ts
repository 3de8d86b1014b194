/** What is fed with documents until one of them breaks it. */
export interface Target {
  /** Documents to begin with. */
  readonly seeds: readonly string[];
  /** Takes one document; throws where it does what it must not. */
  take(xml: string): Promise<void>;
  /** Begins again, with nothing stored. */
  renew(): Promise<void>;
}
