import type { ComplaintText } from './complaint-en.ts';

export const complaintXh: ComplaintText = {
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
};
