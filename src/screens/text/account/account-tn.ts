import type { AccountText } from './account-en.ts';

export const accountTn: AccountText = {
  currentPassword: 'Khunololamoraba ya jaanong',
  newPassword: 'Khunololamoraba e ntšhwa',
  changePassword: 'Fetola khunololamoraba',
  passwordChanged:
    'Khunololamoraba ya gago e fetotswe. Difouno tse dingwe tsotlhe di tshwanetse go tsena gape.',
  everywhere: 'Tswa gotlhe',
  everywhereHint: 'Mo difounong le mo dibatling tsotlhe, le fano. Dira se fa founo e latlhegile.',
  download: 'Laolola tshedimosetso ya me',
  downloadHint:
    'Faele e le nngwe (ZIP) e e nang le profaele ya gago, tse o di kwadileng le ditshwantsho tsa gago.',
  deleteAccount: 'Phimola akhaonto',
  deleteWarning: [
    'Akhaonto, profaele le tšhanele ya gago di tlosiwa ka bosafeleng.',
    'Ga go ope yo o ka di busetsang.',
  ],
  whatYouWrote: 'Tse o di kwadileng mo ditšhaneleng tse dingwe',
  fates: {
    remove: 'Di tlose, le ditshwaelo tsa ditlhogo tsa me',
    keep: 'Di boloke, kwa ntle ga leina la me',
  },
  deletePassword: 'Kwala khunololamoraba ya gago go supa gore ke wena.',
  wrongPassword: 'Khunololamoraba ga e a nepagala.',
  deleting: 'E a phimolwa …',
  deleted: 'Akhaonto ya gago e phimotswe. Ga go na sepe sa yone mo founong e.',
  soleOwner:
    'Ke wena o le nosi mong wa tšhanele e ba bangwe ba e latelang. Simolola ka go dira mongwe mong wa yone.',
};
