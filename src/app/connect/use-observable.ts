import { useEffect, useState } from 'preact/hooks';

/** What is true only while the app runs, and so is not in the store. */
export interface Observable<T> {
  get(): T;
  subscribe(listener: (value: T) => void): () => void;
}

/** The value of an observable, and a new drawing whenever it changes. */
export function useObservable<T>(source: Observable<T>): T {
  const [, redraw] = useState({});
  useEffect(() => source.subscribe(() => redraw({})), [source]);
  return source.get();
}
