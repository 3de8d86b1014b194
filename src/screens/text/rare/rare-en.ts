/** Words of screens that few people ever open: reports to moderators, appeals, what was done by office, the account. */
import { accountEn } from '../account/account-en.ts';

export const rareEn = {
  reportPost: 'Report this post',
  reportPerson: (name: string) => `Report ${name}`,
  whichRule: 'Which rule is broken',
  words: 'What is wrong',
  wordsHint:
    'You can leave this empty. Moderators read it, and see who you are. The person you report sees neither.',
  where: 'Where was it',
  onSite: 'Somewhere else on this site',
  waits: 'Kept on this phone. It is sent as soon as there is a network.',
  none: 'You have not reported anything to moderators.',
  number: (number: number) => `Report ${number}`,
  postIn: (title: string) => `A post in ${title}`,
  open: 'Nobody has looked at it yet.',
  answer: 'Answer',
  appealIntro:
    'Say why it should be looked at once more. You can do this once. Another moderator decides.',

  // What was done by office
  logIntro: 'What was done here officially. It never says to whom.',
  acts: {
    create: 'Channel created',
    configure: 'Settings changed',
    close: 'Channel closed',
    reopen: 'Channel opened again',
    remove: 'Post removed',
    'remove-picture': 'Picture removed',
    'set-role': 'Somebody’s role changed',
    approve: 'Somebody let in',
    deny: 'Somebody not let in',
    'approve-post': 'First post approved',
    'refuse-post': 'First post not approved',
    'speak-for': 'Written for somebody',
    'answer-incident': 'Problem report answered',
    'answer-reports': 'Reports answered',
    'grant-appeal': 'An appeal granted',
    'refuse-appeal': 'An appeal turned down',
    hide: 'Hidden after reports',
  },
  offices: {
    admin: 'The site’s administrators',
    owner: 'An owner',
    moderator: 'A moderator',
    site: 'The site itself',
    'place-moderator': 'A moderator of the place',
  },
  olderActs: 'Older acts',
  noActs: 'Nothing was done here yet.',
  removedIn: (title: string) => `Removed in ${title}`,
  refusedIn: (title: string) => `Not shown in ${title}`,
  bannedIn: (title: string) => `You are banned from ${title}`,
  yourReport: (number: number) => `Your report ${number}`,
  yourAppeal: (title: string) => `Your appeal in ${title}`,
  outcomes: {
    acted: 'Something was done about it.',
    kept: 'Nothing had to be done about it.',
    granted: 'You were right: it was taken back.',
    refused: 'It stays as it is.',
  },
  appealOpen: 'You appealed. Somebody else decides.',
  noNotices: 'There is nothing to tell you.',
  myReports: 'Reports to moderators',
  seen: 'I have read this',
  appeal: 'Appeal',

  ofAccount: accountEn,
};

export type RareText = typeof rareEn;
