import { accountTn } from '../account/account-tn.ts';
import type { RareText } from './rare-en.ts';

export const rareTn: RareText = {
  reportPost: 'Bega molaetsa o',
  reportPerson: (name) => `Bega ${name}`,
  whichRule: 'Ke molao ofe o o robilweng',
  words: 'Ke eng se se phoso',
  wordsHint:
    'O ka se tlogela se se na sepe. Batsamaisi ba a se bala, ba bona gore o mang. Yo o mmegang ga a bone tse.',
  where: 'Se diregile kae',
  onSite: 'Felo go sele mo saeteng e',
  waits: 'E bolokilwe mo mogaleng o. E romelwa fa go na le neteweke.',
  none: 'Ga o a bega motho kgotsa sepe kwa batsamaising.',
  number: (number) => `Pego ${number}`,
  postIn: (title) => `Molaetsa mo go ${title}`,
  open: 'Ga go ope yo o e lebileng.',
  answer: 'Karabo',
  appealIntro:
    'Bua gore ke ka ntlha ya eng se tshwanetse go lebiwa gape. O ka dira se gangwe. Motsamaisi yo mongwe o a swetsa.',

  // What was done by office
  logIntro: 'Se se dirilweng fano ka semmuso. Ga se bue gore se ama mang.',
  acts: {
    create: 'Tšhanele e tlhamilwe',
    configure: 'Dipeakanyo di fetotswe',
    close: 'Tšhanele e tswetswe',
    reopen: 'Tšhanele e butswe gape',
    remove: 'Go tlositswe sengwe',
    'remove-picture': 'Setshwantsho se tlositswe',
    'set-role': 'Karolo ya motho e fetotswe',
    approve: 'Motho o letleletswe',
    deny: 'Motho ga a a letlelelwa',
    'approve-post': 'Molaetsa wa ntlha o letleletswe',
    'refuse-post': 'Molaetsa wa ntlha ga o a letlelelwa',
    'speak-for': 'Go kwaletswe mongwe',
    'answer-reports': 'Dipego di arabilwe',
    'grant-appeal': 'Boikuelo bo amogetswe',
    'refuse-appeal': 'Boikuelo bo gannwe',
    hide: 'Se fitlhilwe morago ga dipego',
  },
  offices: {
    admin: 'Batsamaisi ba saete',
    owner: 'Mong',
    moderator: 'Motsamaisi',
    site: 'Saete ka boyone',
    'place-moderator': 'Motsamaisi wa lefelo',
  },
  olderActs: 'Ditiro tsa bogologolo',
  noActs: 'Ga go ise go dirwe sepe fano.',
  removedIn: (title) => `Se tlositswe mo go ${title}`,
  refusedIn: (title) => `Ga o a bontshiwa mo go ${title}`,
  bannedIn: (title) => `O thibetswe mo go ${title}`,
  yourReport: (number) => `Pego ya gago ${number}`,
  yourAppeal: (title) => `Boikuelo jwa gago mo go ${title}`,
  outcomes: {
    acted: 'Go na le se se dirilweng ka yone.',
    kept: 'Go ne go sa tlhokege gore go dirwe sepe.',
    granted: 'O ne o nepile: se busitswe.',
    refused: 'Se nna fela jalo.',
  },
  appealOpen: 'O ikuetse. Motho yo mongwe o a swetsa.',
  noNotices: 'Ga go sepe se re ka go se bolelelang.',
  myReports: 'Tse ke di begileng kwa batsamaising',
  seen: 'Ke badile se',
  appeal: 'Ikuela',

  ofAccount: accountTn,
};
