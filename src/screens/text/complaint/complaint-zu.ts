import type { ComplaintText } from './complaint-en.ts';

export const complaintZu: ComplaintText = {
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
};
