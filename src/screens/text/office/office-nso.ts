import type { OfficeText } from './office-en.ts';

export const officeNso: OfficeText = {
  addressHint: 'Aterese ya kanale e dirwa ka yona.',
  description: 'Tlhaloso',
  noticeHint: 'E ema godimo ga kanale. E tlogele e se na selo ge e se gona.',
  whoReads: 'Ke mang a ka balago',
  readers: { open: 'Bohle', authorize: 'Bao re ba dumelelago', local: 'Batho ba saete ye' },
  whoStarts: 'Ke mang a ka thomago dihlogotaba',
  whoComments: 'Ke mang a ka swayago',
  writers: { everyone: 'Balatedi bohle', trusted: 'Ba tshepegago', officials: 'Bahlankedi' },
  noTitle: 'E fe thaetlele yeo e nago le ditlhaka goba dinomoro.',
  nameTaken: 'Go na le kanale ya leina le, goba leo le swanago le lona. Kgetha le lengwe.',
  close: 'Tswalela kanale',
  closeHint: 'Kanale ye e tswaletšwego e ka balwa, eupša ga go yo a ka ngwalago go yona.',
  reopen: 'E bule gape',
  deleteChannel: 'Phumola kanale',
  deleteWarning: (title) =>
    `“${title}” e tloga le dihlogotaba le ditshwayo tšohle tša yona. Ga go yo a ka di bušago.`,
  reason: 'Lebaka',
  deleteReasonHint: 'Le ngwalwa dipukung tša saete ye.',
  deleteForGood: 'Phumola go ya go ile',
  noReason: 'Efa lebaka pele.',
  notYours: 'Ke beng ba kanale ye fela bao ba ka dirago se.',
  notAdmin: 'Ke bao ba laolago saete ye fela bao ba ka hlamago dikanale.',
};
