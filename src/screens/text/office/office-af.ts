import type { OfficeText } from './office-en.ts';

export const officeAf: OfficeText = {
  addressHint: 'Die kanaal se adres word daarvan gemaak.',
  description: 'Beskrywing',
  noticeHint: 'Dit staan bo-aan die kanaal. Laat dit leeg vir geen.',
  whoReads: 'Wie mag lees',
  readers: { open: 'Almal', authorize: 'Mense wat ons goedkeur', local: 'Mense van hierdie werf' },
  whoStarts: 'Wie mag onderwerpe begin',
  whoComments: 'Wie mag opmerkings maak',
  writers: { everyone: 'Al die volgers', trusted: 'Vertroudes', officials: 'Amptenare' },
  noTitle: 'Gee dit ’n titel met letters of syfers in.',
  nameTaken: 'Daar is ’n kanaal met hierdie naam, of een wat so lyk. Kies ’n ander.',
  close: 'Sluit kanaal',
  closeHint: '’n Geslote kanaal kan gelees word, maar niemand kan daarin skryf nie.',
  reopen: 'Maak dit weer oop',
  deleteChannel: 'Skrap kanaal',
  deleteWarning: (title) =>
    `“${title}” verdwyn met alle onderwerpe en opmerkings daarin. Niemand kan iets daarvan terugbring nie.`,
  reason: 'Rede',
  deleteReasonHint: 'Dit word in hierdie werf se boeke geskryf.',
  deleteForGood: 'Skrap vir altyd',
  noReason: 'Gee eers ’n rede.',
  notYours: 'Net wie hierdie kanaal besit, kan dit doen.',
  notAdmin: 'Net wie hierdie werf bestuur, kan kanale skep.',
};
