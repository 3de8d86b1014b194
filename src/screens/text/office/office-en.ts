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
  firstWaits: 'First posts wait for approval',
  firstWaitsHint:
    'A new person’s first post is shown when a moderator approves it. Then they are trusted.',
  noTitle: 'Give it a title with letters or digits in it.',
  nameTaken: 'There is a channel of this name, or of one that looks like it. Choose another.',
  close: 'Close channel',
  closeHint: 'A closed channel can be read, but nobody can write in it.',
  reopen: 'Open it again',
  deleteChannel: 'Delete channel',
  deleteWarning: (title: string) =>
    `“${title}” goes with all topics and comments in it. Nobody can bring any of it back.`,
  deleteReasonHint: 'It is written into the books of this site.',
  deleteForGood: 'Delete for good',
  noReason: 'Give a reason first.',
  notYours: 'Only those who own this channel can do this.',
  notAdmin: 'Only those who run this site can create channels.',

  // Removing
  commentsGoToo: 'Its comments go with it.',
  whichRule: 'Which rule does it break',
  removeReasonHint: 'Its author reads this. Say it kindly and clearly.',

  // People
  who: { everyone: 'Followers', office: 'Moderators', waiting: 'Waiting', banned: 'Banned' },
  findPerson: 'Part of a name',
  roles: {
    owner: 'Owner',
    moderator: 'Moderator',
    publisher: 'Trusted',
    member: 'Follower',
    outcast: 'Banned',
    none: 'No role',
  },
  bannedUntil: (date: string) => `Banned until ${date}`,
  waits: 'Waits to be let in',
  letIn: 'Let in',
  keepOut: 'Do not let in',
  allListed: 'All who are listed here',
  answers: { later: 'Decide later', in: 'Let all in', out: 'Let nobody in' },
  role: 'Role',
  notBanned: 'Not banned any more',
  banLasts: 'If banned, for how long',
  lengths: { d1: 'One day', d7: 'One week', d30: '30 days', good: 'For good' },
  roleReasonHint: 'It is written into the books of this site. A ban needs one.',
  staysOwner: 'Nobody here can change this role.',
  notYourself: 'Nobody changes their own role.',
  nobodyHere: 'Nobody is listed here.',
  notModerator: 'Only those who moderate this channel can do this.',
  morePeople: 'More people',
};

export type OfficeText = typeof officeEn;
