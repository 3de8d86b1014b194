import { accountNso } from '../account/account-nso.ts';
import type { RareText } from './rare-en.ts';

export const rareNso: RareText = {
  reportPost: 'Bega molaetša wo',
  reportPerson: (name) => `Bega ${name}`,
  whichRule: 'Ke molao ofe o robilwego',
  words: 'Ke eng se se fošagetšego',
  wordsHint:
    'O ka se tlogela se se na selo. Balaodi ba a se bala, ba bona le gore o mang. Yo o mmegago ga a bone tše.',
  where: 'Se diregile kae',
  onSite: 'Felo go gongwe mo saeteng ye',
  waits: 'E bolokilwe mogaleng wo. E romelwa ge go na le neteweke.',
  none: 'Ga se wa bega motho goba selo go balaodi.',
  number: (number) => `Pego ${number}`,
  postIn: (title) => `Molaetša go ${title}`,
  open: 'Ga go motho yo a e lebeletšego.',
  answer: 'Karabo',
  appealIntro:
    'Bolela gore ke ka baka la eng se swanetše go lebelelwa gape. O ka dira se gatee. Molaodi yo mongwe o a phetha.',

  // What was done by office
  logIntro: 'Seo se dirilwego mo ka semmušo. Ga se bolele gore se ama mang.',
  acts: {
    create: 'Kanale e hlamilwe',
    configure: 'Dipeakanyo di fetotšwe',
    close: 'Kanale e tswaletšwe',
    reopen: 'Kanale e butšwe gape',
    remove: 'Go tlošitšwe se sengwe',
    'remove-picture': 'Seswantšho se tlošitšwe',
    'set-role': 'Karolo ya motho e fetotšwe',
    approve: 'Motho o dumeletšwe',
    deny: 'Motho ga se a dumelelwa',
    'approve-post': 'Molaetša wa mathomo o dumeletšwe',
    'refuse-post': 'Molaetša wa mathomo ga wa dumelelwa',
    'speak-for': 'Go ngwaletšwe motho',
    'answer-reports': 'Dipego di arabilwe',
    'grant-appeal': 'Boipiletšo bo amogetšwe',
    'refuse-appeal': 'Boipiletšo bo gannwe',
    hide: 'Se utilwe ka morago ga dipego',
  },
  offices: {
    admin: 'Balaodi ba saete',
    owner: 'Mong',
    moderator: 'Molaodi',
    site: 'Saete ka boyona',
    'place-moderator': 'Molaodi wa lefelo',
  },
  olderActs: 'Ditiro tša kgale',
  noActs: 'Ga go se se dirilwego mo.',
  removedIn: (title) => `E tlošitšwe go ${title}`,
  refusedIn: (title) => `Ga se wa bontšhwa go ${title}`,
  bannedIn: (title) => `O thibetšwe go ${title}`,
  yourReport: (number) => `Pego ya gago ${number}`,
  yourAppeal: (title) => `Boipiletšo bja gago go ${title}`,
  outcomes: {
    acted: 'Go na le seo se dirilwego ka yona.',
    kept: 'Go be go sa nyakege gore go dirwe selo.',
    granted: 'O be o nepile: se bušeditšwe.',
    refused: 'Se dula se le bjalo.',
  },
  appealOpen: 'O ipileditše. Motho yo mongwe o a phetha.',
  noNotices: 'Ga go selo seo re ka go botšago sona.',
  myReports: 'Tše ke di begilego go balaodi',
  seen: 'Ke badile se',
  appeal: 'Ipiletše',

  ofAccount: accountNso,
};
