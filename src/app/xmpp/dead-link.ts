/**
 * Notices a link that died without saying so (a black hole, a phone out of range): nothing came in
 * for too long, although the library asks the server for a sign of life every so often.
 */
export interface LinkWatch {
  /** Something came in, or a new try began. */
  heard(): void;
  /** Something must come in sooner than usual: a sign of life was asked for just now. */
  expect(milliseconds: number): void;
  stop(): void;
}

/** Calls `dead` when nothing was heard for `silence` milliseconds. */
export function watchLink(silence: number, dead: () => void): LinkWatch {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const arm = (milliseconds: number) => {
    clearTimeout(timer);
    timer = setTimeout(dead, milliseconds);
  };
  return {
    heard: () => arm(silence),
    expect: arm,
    stop: () => clearTimeout(timer),
  };
}
