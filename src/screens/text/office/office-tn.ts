import type { OfficeText } from './office-en.ts';

export const officeTn: OfficeText = {
  addressHint: 'Aterese ya tšhanele e dirwa ka sone.',
  description: 'Tlhaloso',
  noticeHint: 'E ema kwa godimo ga tšhanele. E tlogele e se na sepe fa e seyo.',
  whoReads: 'Ke mang yo o ka balang',
  readers: { open: 'Botlhe', authorize: 'Ba re ba letlelelang', local: 'Batho ba saete e' },
  whoStarts: 'Ke mang yo o ka simololang ditlhogo',
  whoComments: 'Ke mang yo o ka tshwaelang',
  writers: { everyone: 'Balatedi botlhe', trusted: 'Ba ba ikanyegang', officials: 'Batlhankedi' },
  noTitle: 'E nee setlhogo se se nang le ditlhaka kgotsa dinomoro.',
  nameTaken: 'Go na le tšhanele ya leina le, kgotsa le le tshwanang le lone. Tlhopha le lengwe.',
  close: 'Tswala tšhanele',
  closeHint: 'Tšhanele e e tswetsweng e ka balwa, mme ga go ope yo o ka kwalang mo go yone.',
  reopen: 'E bule gape',
  deleteChannel: 'Phimola tšhanele',
  deleteWarning: (title) =>
    `“${title}” e tsamaya le ditlhogo le ditshwaelo tsotlhe tsa yone. Ga go ope yo o ka di busang.`,
  reason: 'Lebaka',
  deleteReasonHint: 'Le kwalwa mo dibukeng tsa saete e.',
  deleteForGood: 'Phimola ruri',
  noReason: 'Neela lebaka pele.',
  notYours: 'Ke beng ba tšhanele e fela ba ba ka dirang se.',
  notAdmin: 'Ke ba ba laolang saete e fela ba ba ka tlhamang ditšhanele.',
};
