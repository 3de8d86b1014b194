/** Words for telling moderators of a post or a person, and for appeals, in English. */
export const complaintEn = {
  reportPost: 'Report this post',
  reportPerson: (name: string) => `Report ${name}`,
  whichRule: 'Which rule is broken',
  words: 'What is wrong',
  wordsHint:
    'You can leave this empty. Moderators read it, and see who you are. Whom you report sees neither.',
  where: 'Where was it',
  onSite: 'Somewhere else on this site',
  waits: 'Kept on this phone. It is sent as soon as there is a network.',
  none: 'You have reported nobody and nothing to moderators.',
  number: (number: number) => `Report ${number}`,
  postIn: (title: string) => `A post in ${title}`,
  open: 'Nobody has looked at it yet.',
  answer: 'Answer',
  appealIntro:
    'Say why it should be looked at once more. You can do this once. Another moderator decides.',
};

export type ComplaintText = typeof complaintEn;
