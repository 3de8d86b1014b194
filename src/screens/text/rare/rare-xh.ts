import { accountXh } from '../account/account-xh.ts';
import type { RareText } from './rare-en.ts';

export const rareXh: RareText = {
  reportPost: 'Xela lo myalezo',
  reportPerson: (name) => `Xela u-${name}`,
  whichRule: 'Nguwuphi umthetho owaphuliweyo',
  words: 'Yintoni engalunganga',
  wordsHint:
    'Ungakushiya kungenanto. Abalawuli bayakufunda, babone nokuba ungubani. Lowo umxelayo akakuboni oko.',
  where: 'Yenzeke phi',
  onSite: 'Kwenye indawo kule sayithi',
  waits: 'Igcinwe kule fowuni. Iyathunyelwa xa kukho inethiwekhi.',
  none: 'Akukaxeli mntu okanye nto kubalawuli.',
  number: (number) => `Ingxelo ${number}`,
  postIn: (title) => `Umyalezo kwi-${title}`,
  open: 'Akukho mntu uyijongileyo okwangoku.',
  answer: 'Impendulo',
  appealIntro:
    'Yithi kutheni kufuneka kujongwe kwakhona. Ungakwenza kube kanye. Omnye umlawuli uyagqiba.',

  // What was done by office
  logIntro: 'Okwenziwe apha ngokwesikhundla. Akuxeli ukuba kuchaphazela bani.',
  acts: {
    create: 'Ijelo lenziwe',
    configure: 'Iisetingi zitshintshiwe',
    close: 'Ijelo livaliwe',
    reopen: 'Ijelo livulwe kwakhona',
    remove: 'Kukho okususiweyo',
    'remove-picture': 'Umfanekiso ususiwe',
    'set-role': 'Indima yomntu itshintshiwe',
    approve: 'Umntu uvunyelwe',
    deny: 'Umntu akavunyelwanga',
    'approve-post': 'Umyalezo wokuqala wamkelwe',
    'refuse-post': 'Umyalezo wokuqala awamkelwanga',
    'speak-for': 'Kubhalelwe omnye umntu',
    'answer-reports': 'Iingxelo ziphendulwe',
    'grant-appeal': 'Isibheno samkelwe',
    'refuse-appeal': 'Isibheno asamkelwanga',
    hide: 'Kufihliwe emva kweengxelo',
  },
  offices: {
    admin: 'Abaqhubi besayithi',
    owner: 'Umnini',
    moderator: 'Umlawuli',
    site: 'Isayithi ngokwayo',
    'place-moderator': 'Umlawuli wendawo',
  },
  olderActs: 'Izenzo ezindala',
  noActs: 'Akukenziwa nto apha.',
  removedIn: (title) => `Kususwe kwi-${title}`,
  refusedIn: (title) => `Awuboniswanga kwi-${title}`,
  bannedIn: (title) => `Uvaliwe kwi-${title}`,
  yourReport: (number) => `Ingxelo yakho ${number}`,
  yourAppeal: (title) => `Isibheno sakho kwi-${title}`,
  outcomes: {
    acted: 'Kukho okwenziweyo ngayo.',
    kept: 'Bekungekho nto ifuna ukwenziwa.',
    granted: 'Ubunyanisile: kubuyiselwe.',
    refused: 'Ihlala injalo.',
  },
  appealOpen: 'Ufake isibheno. Omnye umntu uyagqiba.',
  noNotices: 'Akukho nto sinokukuxelela yona.',
  myReports: 'Endikuxele kubalawuli',
  seen: 'Ndikufundile oku',
  appeal: 'Faka isibheno',

  ofAccount: accountXh,
};
