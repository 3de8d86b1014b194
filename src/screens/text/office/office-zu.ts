import type { OfficeText } from './office-en.ts';

export const officeZu: OfficeText = {
  addressHint: 'Ikheli lesiteshi lakhiwa ngaso.',
  description: 'Incazelo',
  noticeHint: 'Sibonakala phezulu esiteshini. Sishiye singenalutho uma singekho.',
  whoReads: 'Ngubani ongafunda',
  readers: { open: 'Wonke umuntu', authorize: 'Esibavumelayo', local: 'Abantu baleli sayithi' },
  whoStarts: 'Ngubani ongaqala izihloko',
  whoComments: 'Ngubani ongabeka umbono',
  writers: { everyone: 'Bonke abalandelayo', trusted: 'Abathembekile', officials: 'Izikhulu' },
  noTitle: 'Sinike isihloko esinezinhlamvu noma izinombolo.',
  nameTaken: 'Sesikhona isiteshi esinaleli gama, noma elifana nalo. Khetha elinye.',
  close: 'Vala isiteshi',
  closeHint: 'Isiteshi esivaliwe singafundwa, kodwa akekho ongabhala kuso.',
  reopen: 'Sivule futhi',
  deleteChannel: 'Sula isiteshi',
  deleteWarning: (title) =>
    `“${title}” sihamba nazo zonke izihloko nemibono ekuso. Akekho ongakubuyisa.`,
  reason: 'Isizathu',
  deleteReasonHint: 'Sibhalwa emabhukwini aleli sayithi.',
  deleteForGood: 'Sula unomphela',
  noReason: 'Qala unike isizathu.',
  notYours: 'Abanikazi balesi siteshi kuphela abangakwenza lokhu.',
  notAdmin: 'Abaphethe leli sayithi kuphela abangakha iziteshi.',
};
