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
  comesOrGoes: { readonly came: () => void; readonly left: () => void },
): ServiceEars {
  const listeners = new Set<(message: Element) => void>();
  return {
    hear(stanza) {
      if (stanza.attrs.from !== service) return;
      if (stanza.name === 'message') for (const listener of [...listeners]) listener(stanza);
      if (stanza.name !== 'presence') return;
      if (stanza.attrs.type === undefined) comesOrGoes.came();
      else if (stanza.attrs.type === 'unavailable') comesOrGoes.left();
    },
    onMessage(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
