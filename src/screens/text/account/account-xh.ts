import type { AccountText } from './account-en.ts';

export const accountXh: AccountText = {
  currentPassword: 'Ipasiwedi yangoku',
  newPassword: 'Ipasiwedi entsha',
  changePassword: 'Tshintsha ipasiwedi',
  passwordChanged: 'Ipasiwedi yakho itshintshiwe. Zonke ezinye iifowuni kufuneka zingene kwakhona.',
  everywhere: 'Phuma kuyo yonke indawo',
  everywhereHint: 'Kuzo zonke iifowuni nezikhangeli, nalapha. Yenze oku xa ifowuni ilahlekile.',
  download: 'Khuphela iinkcukacha zam',
  downloadHint: 'Ifayile enye (ZIP) eneprofayile yakho, okubhalileyo nemifanekiso yakho.',
  deleteAccount: 'Cima i-akhawunti',
  deleteWarning: [
    'I-akhawunti yakho, iprofayile nejelo lakho ziza kususwa ngonaphakade.',
    'Akukho mntu unokukubuyisa.',
  ],
  whatYouWrote: 'Okubhale kwamanye amajelo',
  fates: {
    remove: 'Kususe, nezimvo ezikwizihloko zam',
    keep: 'Kugcine, ngaphandle kwegama lam',
  },
  deletePassword: 'Bhala ipasiwedi yakho ukubonisa ukuba nguwe.',
  wrongPassword: 'Ipasiwedi ayilunganga.',
  deleting: 'Iyacima …',
  deleted: 'I-akhawunti yakho icinyiwe. Akusekho nto yayo kule fowuni.',
  soleOwner:
    'Nguwe wedwa umnini wejelo elilandelwa ngabanye. Qala wenze omnye umntu abe ngumnini walo.',
};
