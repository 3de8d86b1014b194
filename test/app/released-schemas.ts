/** Schemas of the phone's database as they were released: written out, so that they cannot change. */
import type { IDBPDatabase } from 'idb';

export function VERSION_1(database: IDBPDatabase): void {
  database.createObjectStore('channels', { keyPath: 'channel' });
  const items = database.createObjectStore('items', { keyPath: ['channel', 'id'] });
  items.createIndex('comments', ['channel', 'parent', 'seq']);
  items.createIndex('topics', ['channel', 'topicActivity']);
  items.createIndex('foreign', ['channel', 'foreignSeq']);
  database.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true });
  database.createObjectStore('drafts', { keyPath: 'place' });
  database.createObjectStore('meta');
}

export function VERSION_2(database: IDBPDatabase): void {
  VERSION_1(database);
  database.createObjectStore('readings', { keyPath: ['channel', 'topic'] });
  database.createObjectStore('marks', { keyPath: ['channel', 'topic'] });
  database.createObjectStore('tombstones', { keyPath: ['channel', 'id'] });
}
