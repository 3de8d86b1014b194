import type { AccountText } from './account-en.ts';

export const accountZu: AccountText = {
  currentPassword: 'Iphasiwedi yamanje',
  newPassword: 'Iphasiwedi entsha',
  changePassword: 'Shintsha iphasiwedi',
  passwordChanged: 'Iphasiwedi yakho ishintshiwe. Wonke amanye amafoni kufanele angene kabusha.',
  everywhere: 'Phuma yonke indawo',
  everywhereHint: 'Kuwo wonke amafoni neziphequluli, nalapha. Kwenze uma ifoni ilahlekile.',
  download: 'Landa imininingwane yami',
  downloadHint: 'Ifayela elilodwa (ZIP) elinephrofayela yakho, okubhalile nezithombe zakho.',
  deleteAccount: 'Sula i-akhawunti',
  deleteWarning: [
    'I-akhawunti yakho, iphrofayela nesiteshi sakho kuzosulwa unomphela.',
    'Akekho ongakubuyisa.',
  ],
  whatYouWrote: 'Okubhale kwezinye iziteshi',
  fates: {
    remove: 'Kususe, kanye nemibono esezihlokweni zami',
    keep: 'Kugcine, ngaphandle kwegama lami',
  },
  deletePassword: 'Bhala iphasiwedi yakho ukuze sazi ukuthi nguwe.',
  wrongPassword: 'Iphasiwedi ayilungile.',
  deleting: 'Kuyasulwa …',
  deleted: 'I-akhawunti yakho isuliwe. Akusekho lutho lwayo kule foni.',
  soleOwner:
    'Nguwe wedwa umnikazi wesiteshi esilandelwa abanye. Qala wenze omunye umuntu abe umnikazi waso.',
};
