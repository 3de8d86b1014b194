import type { ComplaintText } from './complaint-en.ts';

export const complaintTn: ComplaintText = {
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
};
