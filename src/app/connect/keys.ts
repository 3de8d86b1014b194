/** The one key listener. Scopes are asked from the newest to the oldest; the first that acts ends it. */

/** Acts on a key and gives `true`, or leaves it to the scopes below and to the browser. */
export type KeyScope = (event: KeyboardEvent) => boolean;

const scopes: KeyScope[] = [];

/** Browsers before Chrome 51 tell a number only. */
const BY_NUMBER: Readonly<Record<number, string>> = {
  8: 'Backspace',
  13: 'Enter',
  37: 'ArrowLeft',
  38: 'ArrowUp',
  39: 'ArrowRight',
  40: 'ArrowDown',
  93: 'ContextMenu',
  112: 'F1',
};

/** The name of a key (UI Events KeyboardEvent key Values). */
export function keyOf({ key, keyCode }: KeyboardEvent): string {
  if (key) return key;
  return BY_NUMBER[keyCode] ?? String.fromCharCode(keyCode);
}

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
    if (event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    for (const scope of [...scopes].reverse()) {
      if (!scope(event)) continue;
      event.preventDefault();
      return;
    }
  });
}
