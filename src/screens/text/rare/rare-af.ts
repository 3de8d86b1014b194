import { accountAf } from '../account/account-af.ts';
import type { RareText } from './rare-en.ts';

export const rareAf: RareText = {
  reportPost: 'Meld hierdie plasing aan',
  reportPerson: (name) => `Meld ${name} aan`,
  whichRule: 'Watter reël is oortree',
  words: 'Wat is verkeerd',
  wordsHint:
    'Jy kan dit leeg laat. Moderators lees dit, en sien wie jy is. Wie jy aanmeld, sien nie een van die twee nie.',
  where: 'Waar was dit',
  onSite: 'Elders op hierdie werf',
  waits: 'Op hierdie foon gehou. Dit word gestuur sodra daar ’n netwerk is.',
  none: 'Jy het niemand en niks by moderators aangemeld nie.',
  number: (number) => `Melding ${number}`,
  postIn: (title) => `’n Plasing in ${title}`,
  open: 'Niemand het nog daarna gekyk nie.',
  answer: 'Antwoord',
  appealIntro:
    'Sê waarom daar weer na gekyk moet word. Jy kan dit een keer doen. ’n Ander moderator besluit.',

  // What was done by office
  logIntro: 'Wat hier ampshalwe gedoen is. Dit sê nooit wie dit raak nie.',
  acts: {
    create: 'Kanaal geskep',
    configure: 'Instellings verander',
    close: 'Kanaal gesluit',
    reopen: 'Kanaal weer oopgemaak',
    remove: 'Plasing verwyder',
    'remove-picture': 'Prent verwyder',
    'set-role': 'Iemand se rol verander',
    approve: 'Iemand ingelaat',
    deny: 'Iemand nie ingelaat nie',
    'approve-post': 'Eerste plasing goedgekeur',
    'refuse-post': 'Eerste plasing nie goedgekeur nie',
    'speak-for': 'Vir iemand geskryf',
    'answer-reports': 'Meldings beantwoord',
    'grant-appeal': '’n Appèl toegestaan',
    'refuse-appeal': '’n Appèl van die hand gewys',
    hide: 'Versteek ná meldings',
  },
  offices: {
    admin: 'Die werf se bestuurders',
    owner: '’n Eienaar',
    moderator: '’n Moderator',
    site: 'Die werf self',
    'place-moderator': '’n Moderator van die plek',
  },
  olderActs: 'Ouer handelinge',
  noActs: 'Hier is nog niks gedoen nie.',
  removedIn: (title) => `Verwyder in ${title}`,
  refusedIn: (title) => `Nie gewys in ${title} nie`,
  bannedIn: (title) => `Jy is uit ${title} verban`,
  yourReport: (number) => `Jou melding ${number}`,
  yourAppeal: (title) => `Jou appèl in ${title}`,
  outcomes: {
    acted: 'Iets is daaraan gedoen.',
    kept: 'Niks hoef daaraan gedoen te word nie.',
    granted: 'Jy was reg: dit is teruggetrek.',
    refused: 'Dit bly soos dit is.',
  },
  appealOpen: 'Jy het geappelleer. Iemand anders besluit.',
  noNotices: 'Daar is niks om jou te vertel nie.',
  myReports: 'Meldings aan moderators',
  seen: 'Ek het dit gelees',
  appeal: 'Appelleer',

  ofAccount: accountAf,
};
