/** The part of `idb` that the store uses, without `Proxy`; see that package for what each call does. */
import { OldPromise, settle } from './promise.ts';

type Row = unknown;
type Query = IDBValidKey | IDBKeyRange | null | undefined;
/** What both object stores and indexes have. */
type Source = IDBObjectStore | IDBIndex;

/** Some engines fail with a DOMError, which is not an exception. */
function asException(error: unknown): unknown {
  if (error instanceof DOMException) return error;
  const { name = 'UnknownError', message = '' } = (error ?? {}) as Partial<Error>;
  return new DOMException(message, name);
}

function promiseOf<T, R = T>(
  request: IDBRequest<T>,
  read: (result: T) => R = (result) => result as unknown as R,
): Promise<R> {
  return new OldPromise((done, failed) => {
    request.onsuccess = () => {
      done(read(request.result));
      settle();
    };
    request.onerror = () => {
      failed(asException(request.error));
      settle();
    };
  }) as unknown as Promise<R>;
}

/** The cursor of a request at its first row and, by `continue` or `advance`, at a later one, until there is none. */
function openCursor(request: IDBRequest<IDBCursorWithValue | null>): Promise<unknown> {
  return promiseOf(
    request,
    (cursor) =>
      cursor && {
        key: cursor.key,
        primaryKey: cursor.primaryKey,
        value: cursor.value as Row,
        continue() {
          cursor.continue();
          return openCursor(request);
        },
        advance(count: number) {
          cursor.advance(count);
          return openCursor(request);
        },
      },
  );
}

/** Before IndexedDB 2.0 a cursor has to gather what `getAll` and `getAllKeys` give. */
function gather(
  request: IDBRequest<IDBCursorWithValue | null>,
  read: (cursor: IDBCursorWithValue) => Row,
): Promise<Row[]> {
  const rows: Row[] = [];
  return new OldPromise((done, failed) => {
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor) {
        rows.push(read(cursor));
        cursor.continue();
        return;
      }
      done(rows);
      settle();
    };
    request.onerror = () => {
      failed(asException(request.error));
      settle();
    };
  }) as unknown as Promise<Row[]>;
}

function wrapSource(source: Source) {
  // Old engines take neither `null` nor `undefined` for "all".
  const given = (query: Query): [] | [IDBValidKey | IDBKeyRange] => (query ? [query] : []);
  const anyOf = (query: Query) => query ?? null;
  return {
    get: (key: IDBValidKey) => promiseOf(source.get(key)),
    count: (query?: Query) => promiseOf(source.count(...given(query))),
    getAll: (query?: Query) =>
      source.getAll
        ? promiseOf(source.getAll(...given(query)))
        : gather(source.openCursor(anyOf(query)), ({ value }) => value),
    getAllKeys: (query?: Query) =>
      source.getAllKeys
        ? promiseOf(source.getAllKeys(...given(query)))
        : gather(source.openCursor(anyOf(query)), ({ primaryKey }) => primaryKey),
    getKey: (key: IDBValidKey) =>
      promiseOf(source.openCursor(IDBKeyRange.only(key)), (cursor) => cursor?.primaryKey),
    openCursor: (query?: Query, direction: IDBCursorDirection = 'next') =>
      openCursor(source.openCursor(anyOf(query), direction)),
    // Not every object store of that age has `openKeyCursor`.
    openKeyCursor: (query?: Query, direction: IDBCursorDirection = 'next') =>
      openCursor(source.openCursor(anyOf(query), direction)),
  };
}

function wrapStore(store: IDBObjectStore) {
  const keyed = (key?: IDBValidKey): [] | [IDBValidKey] => (key === undefined ? [] : [key]);
  return Object.assign(wrapSource(store), {
    put: (value: Row, key?: IDBValidKey) => promiseOf(store.put(value, ...keyed(key))),
    add: (value: Row, key?: IDBValidKey) => promiseOf(store.add(value, ...keyed(key))),
    delete: (query: IDBValidKey | IDBKeyRange) => promiseOf(store.delete(query)),
    clear: () => promiseOf(store.clear()),
    index: (name: string) => wrapSource(store.index(name)),
  });
}

function wrapTransaction(tx: IDBTransaction, only?: string) {
  const done = new OldPromise((resolve, reject) => {
    const fail = () => {
      reject(asException(tx.error ?? { name: 'AbortError' }));
      settle();
    };
    tx.oncomplete = () => {
      resolve();
      settle();
    };
    tx.onerror = fail;
    tx.onabort = fail;
  });
  const objectStore = (name: string) => wrapStore(tx.objectStore(name));
  return {
    done,
    abort: () => tx.abort(),
    objectStore,
    /** Of a transaction of one store. */
    store: only === undefined ? undefined : objectStore(only),
  };
}

function wrapDatabase(database: IDBDatabase) {
  return {
    transaction(
      stores: string | string[],
      mode: IDBTransactionMode,
      options?: IDBTransactionOptions,
    ) {
      const tx = database.transaction(stores, mode, options);
      return wrapTransaction(tx, typeof stores === 'string' ? stores : undefined);
    },
    createObjectStore: (name: string, options: IDBObjectStoreParameters = {}) =>
      database.createObjectStore(name, options),
    close: () => database.close(),
  };
}

interface OpenOptions {
  upgrade?: (database: ReturnType<typeof wrapDatabase>, oldVersion: number) => void;
  blocked?: () => void;
  blocking?: (current: number, next: number | null, event: IDBVersionChangeEvent) => void;
  terminated?: () => void;
}

export function openDB(name: string, version: number, options: OpenOptions) {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = ({ oldVersion }) =>
    options.upgrade?.(wrapDatabase(request.result), oldVersion);
  request.onblocked = () => options.blocked?.();
  return promiseOf(request, (database) => {
    database.onclose = () => options.terminated?.();
    database.onversionchange = (event) => options.blocking?.(version, event.newVersion, event);
    return wrapDatabase(database);
  });
}

export function deleteDB(name: string): Promise<unknown> {
  return promiseOf(indexedDB.deleteDatabase(name));
}
