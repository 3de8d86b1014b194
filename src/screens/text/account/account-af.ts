import type { AccountText } from './account-en.ts';

export const accountAf: AccountText = {
  currentPassword: 'Huidige wagwoord',
  newPassword: 'Nuwe wagwoord',
  changePassword: 'Verander wagwoord',
  passwordChanged: 'Jou wagwoord is verander. Alle ander fone moet weer aanmeld.',
  everywhere: 'Meld oral af',
  everywhereHint: 'Op elke foon en in elke blaaier, hier ook. Doen dit as ’n foon weg is.',
  download: 'Laai my data af',
  downloadHint: 'Een lêer (ZIP) met jou profiel, jou plasings en jou prente.',
  deleteAccount: 'Skrap rekening',
  deleteWarning: [
    'Jou rekening, jou profiel en jou eie kanaal word vir altyd verwyder.',
    'Niemand kan enigiets daarvan terugbring nie.',
  ],
  whatYouWrote: 'Wat jy elders geskryf het',
  fates: {
    remove: 'Verwyder dit, en opmerkings by my onderwerpe saam daarmee',
    keep: 'Behou dit, sonder my naam',
  },
  deletePassword: 'Tik jou wagwoord om te wys dat dit jy is.',
  wrongPassword: 'Die wagwoord is verkeerd.',
  deleting: 'Skrap tans …',
  deleted: 'Jou rekening is geskrap. Niks daarvan is meer op hierdie foon nie.',
  soleOwner:
    'Jy alleen besit ’n kanaal wat ander volg. Maak eers iemand anders ook ’n eienaar daarvan.',
};
