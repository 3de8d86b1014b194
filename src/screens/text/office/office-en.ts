/** What only those see who make and keep channels, in English. Other languages have the same shape. */
export const officeEn = {
  // Channels
  addressHint: 'The address of the channel is made of it.',
  description: 'Description',
  noticeHint: 'It stands on top of the channel. Leave it empty for none.',
  whoReads: 'Who may read',
  readers: { open: 'Everyone', authorize: 'People we approve', local: 'People of this site' },
  whoStarts: 'Who may start topics',
  whoComments: 'Who may comment',
  writers: { everyone: 'All followers', trusted: 'Trusted people', officials: 'Officials' },
  noTitle: 'Give it a title with letters or digits in it.',
  nameTaken: 'There is a channel of this name, or of one that looks like it. Choose another.',
  close: 'Close channel',
  closeHint: 'A closed channel can be read, but nobody can write in it.',
  reopen: 'Open it again',
  deleteChannel: 'Delete channel',
  deleteWarning: (title: string) =>
    `“${title}” goes with all topics and comments in it. Nobody can bring any of it back.`,
  reason: 'Reason',
  deleteReasonHint: 'It is written into the books of this site.',
  deleteForGood: 'Delete for good',
  noReason: 'Give a reason first.',
  notYours: 'Only those who own this channel can do this.',
  notAdmin: 'Only those who run this site can create channels.',

  // Removing
  commentsGoToo: 'Its comments go with it.',
  whichRule: 'Which rule does it break',
  brokenRules: {
    insult: 'Insults somebody',
    threat: 'Threatens or hates',
    privacy: 'Tells what is private',
    advertising: 'Advertises or lies',
    other: 'Something else',
  },
  removeReasonHint: 'Its author reads this. Say it kindly and clearly.',
  removedIn: (title: string) => `Removed in ${title}`,
  seen: 'I have read this',
  noNotices: 'Nothing you wrote was removed.',

  // What was done
  logIntro: 'What was done here by office. It never says whom it concerns.',
  acts: {
    create: 'Channel created',
    configure: 'Settings changed',
    close: 'Channel closed',
    reopen: 'Channel opened again',
    remove: 'Post removed',
    'set-role': 'Somebody’s role changed',
    approve: 'Somebody let in',
    deny: 'Somebody not let in',
  },
  offices: {
    admin: 'The site’s administrators',
    owner: 'An owner',
    moderator: 'A moderator',
  },
  olderActs: 'Older acts',
  noActs: 'Nothing was done here yet.',
};

export type OfficeText = typeof officeEn;
