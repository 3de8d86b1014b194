/** Words that only pages without script need, in every language: the app does not load them. */

import { MAX_TEXT } from '../../protocol/limits.ts';
import type { Text } from './en.ts';
import type { IncidentText } from './incident/incident-en.ts';
import type { Language } from './languages.ts';
import type { OfficeText } from './office/office-en.ts';
import type { RareText } from './rare/rare-en.ts';

interface PageWords {
  readonly sessionEnded: string;
  readonly plainHttp: string;
  readonly notOurForm: string;
  readonly sendAgain: string;
  /** Where nothing of it is carried back to who wrote it. */
  readonly farTooLong: string;
  /** Above what is carried back to who wrote it. */
  readonly onlyBeginning: string;
  /** Label of a field. */
  readonly youWrote: string;
  readonly noCookies: string;
  readonly tooManyTries: string;
  /** Browsers send a file once: a form that comes back has none. */
  readonly choosePictureAgain: string;
}

export const PAGE_WORDS: Readonly<Record<Language, PageWords>> = {
  en: {
    sessionEnded: 'You are not signed in any more. Sign in again.',
    plainHttp:
      'This connection is not encrypted: here you can only read. To join or write, open this site with https.',
    notOurForm:
      'This did not come from a page of this site. Go back, load it again and send it again.',
    sendAgain: 'This page was old. What you wrote is still here: send it again.',
    farTooLong: `That is far too long and could not be kept. Write at most ${MAX_TEXT} characters and send it again.`,
    onlyBeginning: `That is far too long: only the beginning of it is here. Write at most ${MAX_TEXT} characters and send it again.`,
    youWrote: 'What you wrote',
    noCookies: 'Your browser has to keep cookies of this site for that. Allow them and try again.',
    tooManyTries: 'Too many tries. Wait a minute and try again.',
    choosePictureAgain: 'Choose the picture again.',
  },
  zu: {
    sessionEnded: 'Awusangenile. Ngena futhi.',
    plainHttp:
      'Lokhu kuxhumana akubetheliwe: lapha ungafunda kuphela. Ukuze ujoyine noma ubhale, vula leli sayithi nge-https.',
    notOurForm:
      'Lokhu akuvelanga ekhasini laleli sayithi. Buyela emuva, layisha ikhasi futhi ulithumele futhi.',
    sendAgain: 'Leli khasi belilidala. Okubhalile kusekhona: kuthumele futhi.',
    farTooLong: `Kude kakhulu futhi akukwazanga ukugcinwa. Bhala izinhlamvu ezingu-${MAX_TEXT} ubuningi bese uthumela futhi.`,
    onlyBeginning: `Kude kakhulu: isiqalo sakho kuphela esilapha. Bhala izinhlamvu ezingu-${MAX_TEXT} ubuningi bese uthumela futhi.`,
    youWrote: 'Okubhalile',
    noCookies:
      'Ukwenza lokho isiphequluli sakho kufanele sigcine amakhukhi aleli sayithi. Wavumele uzame futhi.',
    tooManyTries: 'Uzame kaningi kakhulu. Linda umzuzu uzame futhi.',
    choosePictureAgain: 'Khetha isithombe futhi.',
  },
  xh: {
    sessionEnded: 'Awusangenanga. Ngena kwakhona.',
    plainHttp:
      'Olu qhagamshelo alufihlwanga: apha ungafunda kuphela. Ukuze ujoyine okanye ubhale, vula le sayithi nge-https.',
    notOurForm:
      'Oku akuvelanga kwiphepha lale sayithi. Buyela umva, layisha iphepha kwakhona uze ulithumele kwakhona.',
    sendAgain: 'Eli phepha belilidala. Okubhalileyo kusekho: kuthumele kwakhona.',
    farTooLong: `Kude kakhulu kwaye akukwazanga ukugcinwa. Bhala iimpawu ezi-${MAX_TEXT} ubuninzi uze uthumele kwakhona.`,
    onlyBeginning: `Kude kakhulu: sisiqalo sakho kuphela esilapha. Bhala iimpawu ezi-${MAX_TEXT} ubuninzi uze uthumele kwakhona.`,
    youWrote: 'Okubhalileyo',
    noCookies:
      'Ukwenza oko isikhangeli sakho kufuneka sigcine iikuki zale sayithi. Zivumele uze uzame kwakhona.',
    tooManyTries: 'Uzame izihlandlo ezininzi kakhulu. Linda umzuzu uze uzame kwakhona.',
    choosePictureAgain: 'Khetha umfanekiso kwakhona.',
  },
  af: {
    sessionEnded: 'Jy is nie meer aangemeld nie. Meld weer aan.',
    plainHttp:
      'Hierdie verbinding is nie geënkripteer nie: hier kan jy net lees. Om aan te sluit of te skryf, maak hierdie werf met https oop.',
    notOurForm:
      'Dit het nie van ’n bladsy van hierdie werf gekom nie. Gaan terug, laai dit weer en stuur dit weer.',
    sendAgain: 'Hierdie bladsy was oud. Wat jy geskryf het, is nog hier: stuur dit weer.',
    farTooLong: `Dit is veels te lank en kon nie bewaar word nie. Skryf hoogstens ${MAX_TEXT} karakters en stuur dit weer.`,
    onlyBeginning: `Dit is veels te lank: net die begin daarvan is hier. Skryf hoogstens ${MAX_TEXT} karakters en stuur dit weer.`,
    youWrote: 'Wat jy geskryf het',
    noCookies:
      'Daarvoor moet jou blaaier koekies van hierdie werf bewaar. Laat hulle toe en probeer weer.',
    tooManyTries: 'Te veel pogings. Wag ’n minuut en probeer weer.',
    choosePictureAgain: 'Kies die prent weer.',
  },
  nso: {
    sessionEnded: 'Ga o sa tsene. Tsena gape.',
    plainHttp:
      'Kgokagano ye ga ya šireletšwa: mo o ka bala fela. Gore o ingwadiše goba o ngwale, bula saete ye ka https.',
    notOurForm:
      'Se ga se tšwe letlakaleng la saete ye. Boela morago, tsenya letlakala gape o le romele gape.',
    sendAgain: 'Letlakala le e be e le la kgale. Seo o se ngwadilego se sa le mo: se romele gape.',
    farTooLong: `E telele kudu gomme ga se ya kgona go bolokwa. Ngwala bontši ditlhaka tše ${MAX_TEXT} o romele gape.`,
    onlyBeginning: `E telele kudu: ke mathomo a yona fela ao a lego mo. Ngwala bontši ditlhaka tše ${MAX_TEXT} o romele gape.`,
    youWrote: 'Seo o se ngwadilego',
    noCookies:
      'Go dira seo sefetleki sa gago se swanetše go boloka dikhukhi tša saete ye. Di dumelele o leke gape.',
    tooManyTries: 'O lekile gantši kudu. Ema motsotso o leke gape.',
    choosePictureAgain: 'Kgetha seswantšho gape.',
  },
  tn: {
    sessionEnded: 'Ga o a tsena jaanong. Tsena gape.',
    plainHttp:
      'Kgokagano e ga e a sirelediwa: fano o ka bala fela. Gore o ikwadise kgotsa o kwale, bula saete e ka https.',
    notOurForm:
      'Se ga se a tswa mo tsebeng ya saete e. Boela morago, tsenya tsebe gape mme o e romele gape.',
    sendAgain:
      'Tsebe e e ne e le ya bogologolo. Se o se kwadileng se santse se le fano: se romele gape.',
    farTooLong: `E telele thata mme ga e a kgona go bolokwa. Kwala bontsi ditlhaka di le ${MAX_TEXT} mme o romele gape.`,
    onlyBeginning: `E telele thata: ke tshimologo ya yona fela e e leng fano. Kwala bontsi ditlhaka di le ${MAX_TEXT} mme o romele gape.`,
    youWrote: 'Se o se kwadileng',
    noCookies:
      'Go dira seo sebatli sa gago se tshwanetse go boloka dikhukhi tsa saete e. Di letlelele mme o leke gape.',
    tooManyTries: 'O lekile gantsi thata. Ema motsotso mme o leke gape.',
    choosePictureAgain: 'Tlhopha setshwantsho gape.',
  },
};

/** The words of a language, with those of pages, of offices, of what few people open. */
export function pagesText(t: Text, office: OfficeText, rare: RareText, incident: IncidentText) {
  const { noCookies, tooManyTries, ...words } = PAGE_WORDS[t.language];
  const problems = { ...t.problems, 'no-cookies': noCookies, 'too-many-tries': tooManyTries };
  return { ...t, ...words, problems, office, rare, incident };
}

export type PagesText = ReturnType<typeof pagesText>;
