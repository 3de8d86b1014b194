/** Which channels fit what somebody types: every word must stand in their name, place or description. */

import { plain, typedWords } from '../protocol/plain.ts';

/** What of a channel is looked at. */
export interface Findable {
  readonly channel: string;
  readonly title: string;
  readonly description: string;
  /** The name of its place, where it has one. */
  readonly place?: string | undefined;
}

/** Gives a test for channels; all pass where nothing is typed. Case and accents do not count. */
export function finder(typed: string): (row: Findable) => boolean {
  const words = typedWords(typed);
  return ({ channel, title, description, place = '' }) => {
    const text = plain(`${title} ${channel} ${description} ${place}`);
    return words.every((word) => text.includes(word));
  };
}
