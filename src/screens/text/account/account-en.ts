/** What people need for their account, in English. Other languages have the same shape. */
export const accountEn = {
  currentPassword: 'Current password',
  newPassword: 'New password',
  changePassword: 'Change password',
  passwordChanged: 'Your password is changed. All other phones have to sign in again.',
  everywhere: 'Sign out everywhere',
  everywhereHint: 'On every phone and in every browser, here too. Do it when a phone is lost.',
  download: 'Download my data',
  downloadHint: 'One file (ZIP) with your profile, your posts and your pictures.',
  deleteAccount: 'Delete account',
  deleteWarning: [
    'Your account, your profile and your own channel are removed for good.',
    'Nobody can bring any of it back.',
  ],
  whatYouWrote: 'What you wrote elsewhere',
  fates: {
    remove: 'Remove it, and comments on my topics with it',
    keep: 'Keep it, without my name',
  },
  deletePassword: 'Type your password to show that it is you.',
  wrongPassword: 'The password is wrong.',
  deleting: 'Deleting …',
  deleted: 'Your account is deleted. Nothing of it is left on this phone.',
  soleOwner: 'You alone own a channel that others follow. Make somebody else its owner first.',
};

export type AccountText = typeof accountEn;
