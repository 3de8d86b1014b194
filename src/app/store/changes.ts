/** Tells screens, of this tab and of the others, that what they show may have changed. */
import type { StoreName } from './schema.ts';

type Message = { readonly changed: readonly StoreName[] } | { readonly closing: true };

export interface Changes {
  /** Something was written; other tabs hear it too. */
  tell(changed: readonly StoreName[]): void;
  /** The database is about to be deleted: every tab has to let go of it. */
  tellClosing(): void;
  onChange(listener: (changed: readonly StoreName[]) => void): () => void;
  close(): void;
}

/** Opens the signal of one database; `closing` is called when another tab deletes it. */
export function openChanges(name: string, closing: () => void): Changes {
  const listeners = new Set<(changed: readonly StoreName[]) => void>();
  const here = (changed: readonly StoreName[]) => {
    for (const listener of [...listeners]) listener(changed);
  };
  const tabs = typeof BroadcastChannel === 'function' ? new BroadcastChannel(name) : undefined;
  tabs?.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if ('changed' in data) here(data.changed);
    else closing();
  });
  const post = (message: Message) => tabs?.postMessage(message);
  return {
    tell(changed) {
      here(changed);
      post({ changed });
    },
    tellClosing: () => post({ closing: true }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => tabs?.close(),
  };
}
