/** Every visible word, in English. Other languages have the same shape. */
import { MAX_TEXT, MAX_TITLE, MIN_PASSWORD } from '../../protocol/limits.ts';
import type { Language } from './languages.ts';

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

export const en = {
  language: 'en' as Language,
  languages: 'Languages',
  languageAway: 'This language is not on this phone yet. It comes when you are connected.',
  app: 'WiFi Chat',
  menu: 'Menu',
  back: 'Back',
  open: 'Open',
  tick: 'Tick',
  channels: 'Channels',
  rules: 'Rules',
  join: 'Join',
  signIn: 'Sign in',
  signOut: 'Sign out',
  follow: 'Follow',
  unfollow: 'Unfollow',
  post: 'Post',
  send: 'Send',
  tryAgain: 'Try again',
  edit: 'Edit',
  discard: 'Discard',
  loading: 'Loading …',
  notHere: 'This is not on this phone yet. It can be read when you are connected.',

  // Channel list
  welcome: 'Read and talk with your local government. Reading needs no account.',
  followedChannels: 'You follow',
  openChannels: 'Open channels',
  ownChannel: 'Your own channel',
  noChannels: 'There are no channels yet.',
  newItems: (n: string) => `${n} new`,
  markAllRead: 'Mark all read',
  active: (when: string) => `active ${when}`,
  moreChannels: 'More channels',
  noneFits: 'No channel fits. Try other words.',
  findLabel: 'Find a channel',
  search: 'Search',
  searchPosts: 'Search in posts',
  seeMore: 'See more',

  // Channel
  pinned: 'Notice',
  share: 'Share',
  shareWhere: 'Choose a channel for it:',
  newTopic: 'New topic',
  noTopics: 'Nobody has written here yet.',
  olderTopics: 'Older topics',
  topicsMissing: 'Some topics are not here. Load them',
  comments: (n: number) => (n === 0 ? 'no comments' : count(n, 'comment', 'comments')),
  joinToWrite: 'To follow and write, join or sign in.',
  readOnly: 'Here only some people may write.',
  requested: 'You asked to follow this channel. Its moderators have not answered yet.',

  // Topic
  newFromHere: 'New',
  reply: 'Reply',
  answerTo: (name: string) => `To ${name}:`,
  noAnswer: 'Not as a reply',
  remove: 'Remove',
  removeForAll: 'Remove it for everybody?',
  keep: 'Keep',
  goToNew: (n: string) => `${n}: go to the first`,
  olderComments: 'Older comments',
  commentsMissing: 'Some comments are not here. Load them',
  noComments: 'No comments yet.',
  joinToComment: 'To comment, join or sign in.',
  followsOnSend: 'Sending a comment also follows this channel.',
  followsOnPost: 'Posting a topic also follows this channel.',
  waiting: 'Waiting to be sent',
  waitingFor: (seconds: number) => `WiFi Chat is busy. Sent again in ${seconds} s.`,
  sending: 'Sending …',
  notSent: (reason: string) => `Not sent: ${reason}`,

  // The menu's other screens
  activity: 'My posts',
  settings: 'Settings',
  help: 'Help',
  about: 'About',

  // Settings
  textSize: 'Text size',
  textSizes: ['Small', 'Normal', 'Large', 'Very large'],
  digitKeys: 'Digit keys',
  digitKeysHint: 'Keys 1 to 9 open the rows of a list.',
  on: 'On',
  off: 'Off',
  stored: (kilobytes: number) => `Stored on this phone: ${kilobytes} KB.`,
  usedToday: (kilobytes: number) => `Data used today: about ${kilobytes} KB.`,
  deleteAccount: 'Delete account',
  deleteWarning: [
    'Your account, your profile and all that you wrote are removed for good.',
    'Comments of others on your topics go with them.',
    'Nobody can bring any of it back.',
  ],
  deletePassword: 'Type your password to show that it is you.',
  deleting: 'Deleting …',
  deleted: 'Your account is deleted. Nothing of it is left on this phone.',
  soleOwner: 'You alone own a channel that others follow. Make somebody else its owner first.',

  // Profiles
  profile: 'Profile',
  name: 'Name',
  aboutYou: 'About you',
  status: 'Status',
  statusHint: 'What is on your mind today. Everybody can read your profile.',
  memberSince: (date: string) => `Here since ${date}.`,
  channelOf: (name: string) => `Channel of ${name}`,
  save: 'Save',
  saving: 'Saving …',
  saved: 'Saved.',
  noSuchPerson: 'Nobody of that name is here.',

  // Pictures
  picture: 'Picture',
  pictureHint: 'Everybody can see it.',
  savePicture: 'Save picture',
  removePicture: 'Remove picture',
  cropHint: 'Arrows move it, 1 and 3 change its size, Enter goes on. Or drag it with a finger.',
  smaller: 'Smaller',
  larger: 'Larger',
  cancel: 'Cancel',
  shrinking: 'Making it small …',
  sendingPart: (percent: number) => `Sending: ${percent} %`,
  choosePicture: 'Choose a picture first.',

  // Search and own posts
  words: 'Words',
  posts: 'Posts',
  morePosts: 'More posts',
  searchReach: 'All your words must be in the post. Only channels that you follow are searched.',
  joinToSearch: 'To search in posts, join or sign in.',
  nothingFound: 'Nothing was found.',
  noOwnPosts: 'You have not written anything yet.',
  sent: 'sent',
  waits: 'waiting',
  failed: 'not sent',

  // Fields
  username: 'Username',
  password: 'Password',
  comment: 'Comment',
  title: 'Title',
  topic: 'Topic',
  titleHint: 'You can leave the title out.',
  usernameHint: '3 to 32 small letters, digits, dots or hyphens.',
  passwordHint: `At least ${MIN_PASSWORD} characters. Nobody can tell it to you later: write it down.`,
  acceptRules: 'I accept the rules',

  // Accounts
  staySignedIn: 'Stay signed in',
  staySignedInHint: 'Only on a phone that nobody else uses.',
  signedOut: 'You are signed out. Nothing of yours is left in this app.',
  joinIntro: 'A username and a password are enough. No e-mail.',
  noAccount: 'No account yet?',
  haveAccount: 'You have an account?',
  signedInAs: (name: string) => `You are ${name}.`,
  signInAgain: 'Sign in again. What you wrote is kept on this phone.',
  readingOnly: 'You are reading without an account.',
  unsent: (n: number) =>
    `${count(n, 'post is', 'posts are')} not sent yet and will be lost when you sign out.`,
  signOutAnyway: 'Sign out and lose them',
  stay: 'Stay signed in',
  updateReady: 'A newer version is here. What you have typed is kept.',
  useUpdate: 'Use the new version',
  portal: 'This WiFi wants you to log in.',
  portalLink: 'Log in to the WiFi',
  signingIn: 'Signing in …',

  // How things stand
  connectivity: {
    offline: 'Not connected. What you write is sent later.',
    'service-away': 'WiFi Chat is away. What you write is kept.',
    refused: 'You are not signed in any more. What you wrote is kept.',
  },

  /** Why something did not work, each a whole sentence. */
  troubles: {
    offline: 'No answer. Check your connection and try again.',
    'service-away': 'WiFi Chat is away. Try again later.',
    busy: 'WiFi Chat is busy. Try again in a minute.',
    'not-found': 'It was not found. It may have been removed.',
    forbidden: 'You may not do this here.',
    'awaiting-approval': 'The moderators have to let you in first.',
    'topic-gone': 'The topic was removed.',
    empty: 'Write something first.',
    'too-long': `Too long: at most ${MAX_TEXT} characters, and ${MAX_TITLE} in a title.`,
    conflict: 'Something else is stored in its place.',
    'bad-picture': 'This picture cannot be used. Choose another one.',
    'no-room': 'There is no room for more pictures. Remove some of yours first.',
    'not-saved': 'This phone could not keep it. Free some space and try again.',
    refused: 'WiFi Chat did not take it.',
  },
  noSuchChannel: 'There is no such channel.',
  closedChannel: 'You may not read this channel.',
  noSuchTopic: 'There is no such topic. It may have been removed.',
  noSuchPage: 'There is no such page. Check the address, or go to the channels.',
  wentWrong: 'Something went wrong on this screen. What you wrote is kept.',

  /** What is wrong with signing in or joining. */
  problems: {
    'wrong-password': 'Username or password is wrong.',
    'name-taken': 'This username, or one that looks like it, is taken. Choose another.',
    'too-many-accounts':
      'Too many people joined from this WiFi just now. Wait some minutes and try again.',
    'joining-closed': 'Nobody can join here at present.',
    'sign-in-again': 'Sign in again.',
    'somebody-else': 'Somebody else is signed in on this phone. They have to sign out first.',
    offline: 'No answer from the site. Check your connection and try again.',
    'bad-username':
      'Use 3 to 32 small letters, digits, dots or hyphens; begin and end with a letter or digit.',
    'short-password': `The password needs at least ${MIN_PASSWORD} characters.`,
    'rules-not-accepted': 'You can join when you accept the rules.',
  },

  rulesText: [
    'Be polite. Disagree with what is said, not with who says it.',
    'No threats, no hate, no calls to violence.',
    'Do not tell where others live, their phone numbers or their secrets.',
    'No advertising and no lies about who you are.',
    'Everybody can read open channels: write only what everybody may know.',
    'Moderators may remove what breaks these rules, and say why.',
    'In an emergency, phone the emergency number: nobody keeps watch here.',
  ],

  helpText: [
    'A channel is a place or a subject. In it are topics, and people answer with comments.',
    'Follow a channel to see what is new in it.',
    'Arrow keys go from one thing to the next. Enter opens it.',
    'The left soft key (or F1) opens the menu. The right soft key (or Backspace) goes back.',
    'What you write without a network is kept and sent later.',
    'On a shared phone, sign out when you are done.',
  ],
  aboutText: [
    'WiFi Chat is a place on free public WiFi to read and talk with your local government.',
    'It needs little data, and works on small and old phones.',
    'Other apps can take part: it speaks XMPP and the Buddycloud channel protocol.',
    'It is free software under the Apache licence, version 2.0.',
  ],
  operator: (name: string) => `Run by ${name}.`,
  site: (domain: string) => `This site: ${domain}`,
  version: (version: string) => `Version ${version}`,

  // Times, by the server's clock
  justNow: 'just now',
  minutesAgo: (n: number) => `${n} min ago`,
  hoursAgo: (n: number) => `${n} h ago`,
  yesterday: 'yesterday',
  months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  date: (day: number, month: string, year: number) => `${day} ${month} ${year}`,

  newerHere:
    'A newer WiFi Chat was used on this phone. What you wrote is kept. Load this page again when you are connected.',
  otherTab: 'Close all other tabs of WiFi Chat, then load this page again. What you wrote is kept.',
  browserTooOld: 'This browser cannot keep anything for WiFi Chat. Try another browser.',
};

export type Text = typeof en;
