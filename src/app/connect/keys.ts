/** The one key listener. Scopes are asked from the newest to the oldest; the first that acts ends it. */

/** Acts on a key and gives `true`, or leaves it to the scopes below and to the browser. */
export type KeyScope = (event: KeyboardEvent) => boolean;

const scopes: KeyScope[] = [];

/** Puts a scope on top, until the given function is called. */
export function pushKeyScope(scope: KeyScope): () => void {
  scopes.push(scope);
  return () => {
    const index = scopes.indexOf(scope);
    if (index >= 0) scopes.splice(index, 1);
  };
}

/** Begins to listen; call once. */
export function listenToKeys(): void {
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    for (const scope of [...scopes].reverse()) {
      if (!scope(event)) continue;
      event.preventDefault();
      return;
    }
  });
}
