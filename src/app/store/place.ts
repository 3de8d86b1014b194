/** Where a draft belongs: one place, one draft. Other forms name places of their own in the same way. */
export const commentPlace = (channel: string, topic: string) => `comment:${channel}/${topic}`;
export const topicPlace = (channel: string) => `topic:${channel}`;

export const reportPlace = (about: string) => `report:${about}`;

/** What is written for somebody else is never taken for one's own words. */
export const spokenPlace = (channel: string, topic: string | null) =>
  `for:${channel}/${topic ?? ''}`;

interface Placed {
  readonly channel: string;
  readonly parent: string | null;
  readonly report?: string | undefined;
  readonly onBehalf?: string | undefined;
}

/** The place of the field that a post was typed in. */
export function placeOf({ channel, parent, report, onBehalf }: Placed): string {
  if (report) return reportPlace(report);
  if (onBehalf) return spokenPlace(channel, parent);
  return parent === null ? topicPlace(channel) : commentPlace(channel, parent);
}
export const profilePlace = 'profile';
export const statusPlace = 'status';
