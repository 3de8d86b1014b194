import { readError, retryAfter } from '../../protocol/stanza.ts';
import type { Element } from '../../protocol/xml.ts';
import type { SyncContext } from './context.ts';

export interface ServiceEars {
  /** Hears a stanza, from whomever it claims to be. */
  hear(stanza: Element): void;
  readonly onMessage: SyncContext['onMessage'];
}

/** Listens to the channel service alone: anybody may send here, but only it speaks for channels. */
export function hearService(
  service: string,
  presence: {
    readonly came: () => void;
    readonly left: () => void;
    /** It does not push to us, and lets us come again in so many seconds. */
    readonly refused: (wait: number) => void;
  },
): ServiceEars {
  const listeners = new Set<(message: Element) => void>();
  return {
    hear(stanza) {
      if (stanza.attrs.from !== service) return;
      if (stanza.name === 'message') for (const listener of [...listeners]) listener(stanza);
      if (stanza.name !== 'presence') return;
      const { type } = stanza.attrs;
      if (type === undefined) presence.came();
      else if (type === 'unavailable') presence.left();
      const wait = type === 'error' ? retryAfter(readError(stanza)) : undefined;
      if (wait !== undefined) presence.refused(wait);
    },
    onMessage(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
