import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import { createStore, type Store } from '../../src/app/store/store.ts';
import type { Item } from '../../src/protocol/channel.ts';

export const ME = 'anna@example.org';
export const CHANNEL = 'water@topics.example.org';

/** An empty store that no other test shares. */
export function freshStore(): Store {
  return createStore(`test-${randomUUID()}`);
}

/** An item by somebody else, as the service would give it. */
export function item(id: string, seq: number, more: Partial<Item> = {}): Item {
  return {
    channel: CHANNEL,
    id,
    parent: null,
    author: 'ben@example.org',
    title: '',
    text: `text of ${id}`,
    published: '2026-03-10T12:00:00Z',
    seq,
    activity: seq,
    replies: 0,
    ...more,
  };
}
