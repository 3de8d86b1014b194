import type { ComplaintText } from './complaint-en.ts';

export const complaintNso: ComplaintText = {
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
};
