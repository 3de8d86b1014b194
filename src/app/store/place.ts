/** Where a draft belongs. */
export const commentPlace = (channel: string, topic: string) => `comment:${channel}/${topic}`;
export const topicPlace = (channel: string) => `topic:${channel}`;
