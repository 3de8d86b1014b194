import { accountZu } from '../account/account-zu.ts';
import type { RareText } from './rare-en.ts';

export const rareZu: RareText = {
  reportPost: 'Bika lo myalezo',
  reportPerson: (name) => `Bika u-${name}`,
  whichRule: 'Yimuphi umthetho ophuliwe',
  words: 'Yini engalungile',
  wordsHint:
    'Ungakushiya kungenalutho. Abaphathi bayakufunda, babone nokuthi ungubani. Lowo ombikayo akakuboni konke lokho.',
  where: 'Kwenzeke kuphi',
  onSite: 'Kwenye indawo kuleli sayithi',
  waits: 'Kugcinwe kule foni. Kuthunyelwa lapho kunenethiwekhi.',
  none: 'Awukabiki muntu noma lutho kubaphathi.',
  number: (number) => `Umbiko ${number}`,
  postIn: (title) => `Umyalezo ku-${title}`,
  open: 'Akekho osewubhekile.',
  answer: 'Impendulo',
  appealIntro:
    'Yisho ukuthi kungani kufanele kubhekwe futhi. Ungakwenza kanye. Omunye umphathi uyanquma.',

  // What was done by office
  logIntro: 'Okwenziwe lapha ngokwesikhundla. Akusho ukuthi kuthinta bani.',
  acts: {
    create: 'Isiteshi sakhiwe',
    configure: 'Izilungiselelo zishintshiwe',
    close: 'Isiteshi sivaliwe',
    reopen: 'Isiteshi sivulwe futhi',
    remove: 'Kukhona okususiwe',
    'remove-picture': 'Isithombe sisusiwe',
    'set-role': 'Indima yothile ishintshiwe',
    approve: 'Othile uvunyelwe',
    deny: 'Othile akavunyelwanga',
    'approve-post': 'Umyalezo wokuqala wamukelwe',
    'refuse-post': 'Umyalezo wokuqala awamukelwanga',
    'speak-for': 'Kubhalelwe othile',
    'answer-reports': 'Imibiko iphendulwe',
    'grant-appeal': 'Isikhalazo samukelwe',
    'refuse-appeal': 'Isikhalazo asamukelwanga',
    hide: 'Kufihliwe ngemva kwemibiko',
  },
  offices: {
    admin: 'Abaphathi besayithi',
    owner: 'Umnikazi',
    moderator: 'Umphathi',
    site: 'Isayithi ngokwalo',
    'place-moderator': 'Umphathi wendawo',
  },
  olderActs: 'Izenzo ezindala',
  noActs: 'Akukenziwa lutho lapha.',
  removedIn: (title) => `Kususiwe ku-${title}`,
  refusedIn: (title) => `Awubonisiwanga ku-${title}`,
  bannedIn: (title) => `Uvinjelwe ku-${title}`,
  yourReport: (number) => `Umbiko wakho ${number}`,
  yourAppeal: (title) => `Isikhalazo sakho ku-${title}`,
  outcomes: {
    acted: 'Kukhona okwenziwe ngakho.',
    kept: 'Bekungadingeki lutho olwenziwayo.',
    granted: 'Ubuqinisile: kubuyiselwe.',
    refused: 'Kuhlala kunjengoba kunjalo.',
  },
  appealOpen: 'Ufake isikhalazo. Omunye umuntu uyanquma.',
  noNotices: 'Akukho esizokutshela kona.',
  myReports: 'Engikubike kubaphathi',
  seen: 'Ngikufundile lokhu',
  appeal: 'Faka isikhalazo',

  ofAccount: accountZu,
};
