/** Where a draft belongs: one place, one draft. Other forms name places of their own in the same way. */
export const commentPlace = (channel: string, topic: string) => `comment:${channel}/${topic}`;
export const topicPlace = (channel: string) => `topic:${channel}`;

/** The place of the field that a post was typed in. */
export const placeOf = (post: { readonly channel: string; readonly parent: string | null }) =>
  post.parent === null ? topicPlace(post.channel) : commentPlace(post.channel, post.parent);
export const profilePlace = 'profile';
export const statusPlace = 'status';
