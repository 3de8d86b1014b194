import type { AccountText } from './account-en.ts';

export const accountNso: AccountText = {
  currentPassword: 'Phasewete ya bjale',
  newPassword: 'Phasewete ye mpsha',
  changePassword: 'Fetola phasewete',
  passwordChanged:
    'Phasewete ya gago e fetotšwe. Difouno tše dingwe ka moka di swanetše go tsena gape.',
  everywhere: 'Etšwa gohle',
  everywhereHint: 'Difounong le difetleking ka moka, le mo. E dire ge founo e timetše.',
  download: 'Laolla datha ya ka',
  downloadHint:
    'Faele e tee (ZIP) ya go ba le profaele ya gago, tše o di ngwadilego le diswantšho tša gago.',
  deleteAccount: 'Phumola akhaonte',
  deleteWarning: [
    'Akhaonte, profaele le kanale ya gago di tlošwa ruri.',
    'Ga go motho yo a ka di bušago.',
  ],
  whatYouWrote: 'Tše o di ngwadilego dikanaleng tše dingwe',
  fates: {
    remove: 'Di tloše, le ditshwayo tša dihlogotaba tša ka',
    keep: 'Di boloke, ka ntle le leina la ka',
  },
  deletePassword: 'Ngwala phasewete ya gago go laetša gore ke wena.',
  wrongPassword: 'Phasewete ga se ya nepagala.',
  deleting: 'E a phumolwa …',
  deleted: 'Akhaonte ya gago e phumotšwe. Ga go sa na selo sa yona founong ye.',
  soleOwner:
    'Ke wena o nnoši mong wa kanale yeo ba bangwe ba e latelago. Thoma ka go dira motho yo mongwe mong wa yona.',
};
