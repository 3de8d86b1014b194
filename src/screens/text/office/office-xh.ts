import type { OfficeText } from './office-en.ts';

export const officeXh: OfficeText = {
  addressHint: 'Idilesi yejelo yenziwa ngaso.',
  description: 'Inkcazelo',
  noticeHint: 'Sibonakala phezulu kwijelo. Sishiye singenanto ukuba asikho.',
  whoReads: 'Ngubani onokufunda',
  readers: { open: 'Wonke umntu', authorize: 'Esibavumelayo', local: 'Abantu bale sayithi' },
  whoStarts: 'Ngubani onokuqala izihloko',
  whoComments: 'Ngubani onokuvakalisa uluvo',
  writers: { everyone: 'Bonke abalandelayo', trusted: 'Abathembekileyo', officials: 'Amagosa' },
  noTitle: 'Linike isihloko esinoonobumba okanye amanani.',
  nameTaken: 'Sele likho ijelo elinale gama, okanye elifana nalo. Khetha elinye.',
  close: 'Vala ijelo',
  closeHint: 'Ijelo elivaliweyo linokufundwa, kodwa akukho mntu unokubhala kulo.',
  reopen: 'Livule kwakhona',
  deleteChannel: 'Cima ijelo',
  deleteWarning: (title) =>
    `“${title}” lihamba nazo zonke izihloko nezimvo ezikulo. Akukho mntu unokuyibuyisa.`,
  reason: 'Isizathu',
  deleteReasonHint: 'Sibhalwa ezincwadini zale sayithi.',
  deleteForGood: 'Cima ngonaphakade',
  noReason: 'Qala unike isizathu.',
  notYours: 'Ngabanini beli jelo kuphela abanokukwenza oku.',
  notAdmin: 'Ngabaqhuba le sayithi kuphela abanokwenza amajelo.',
};
