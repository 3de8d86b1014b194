import { commentPlace, topicPlace } from '../place.ts';
import type { DraftRow } from '../schema.ts';
import type { Reader } from './reader.ts';

/** The comment that was being typed on a topic. */
export function readCommentDraft(
  store: Reader,
  channel: string,
  topic: string,
): Promise<DraftRow | undefined> {
  return read(store, commentPlace(channel, topic));
}

/** The topic that was being typed in a channel. */
export function readTopicDraft(store: Reader, channel: string): Promise<DraftRow | undefined> {
  return read(store, topicPlace(channel));
}

function read(store: Reader, place: string): Promise<DraftRow | undefined> {
  return store.read(['drafts'], (tx) => tx.objectStore('drafts').get(place));
}
