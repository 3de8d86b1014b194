/** The language of this device: what the whole app is drawn in, changed without a new start. */
import type { Text } from '../../screens/text/en.ts';
import {
  type Language,
  languageCookie,
  languageFor,
  languageIn,
} from '../../screens/text/languages.ts';
import { loadText } from '../../screens/text/load-text.ts';

/** What the app is drawn in. */
export interface Words {
  readonly t: Text;
  /** Whether the words that were wanted could not be had. */
  readonly away: boolean;
}

/**
 * The words to begin with: of the chosen language, or of the browser's, or else English. Rejects where
 * none of them is on this device and can be fetched.
 */
export function firstWords(): Promise<Words> {
  const asked = languageIn(location.search);
  if (asked) keep(asked);
  return wordsOf(languageFor(document.cookie, navigator.languages ?? [navigator.language]), () =>
    loadText('en'),
  );
}

/** Links to a language change the words at once; without script they are plain links. */
export function chooseByLink(words: { get(): Words; set(words: Words): void }): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element && event.target.closest('a[hreflang]');
    const language = link && languageIn(link.getAttribute('href') ?? '');
    if (!language) return;
    event.preventDefault();
    keep(language);
    wordsOf(language, () => words.get().t).then(words.set);
  });
}

/** The one that was asked for last. */
let latest: Language;

/** The words of a language; `otherwise` where its catalogue is neither here nor to be had now. */
async function wordsOf(language: Language, otherwise: () => Text | Promise<Text>): Promise<Words> {
  latest = language;
  const t = await loadText(language).catch(otherwise);
  // On a slow link another one may have been chosen meanwhile.
  if (latest !== language) return wordsOf(latest, otherwise);
  document.documentElement.lang = t.language;
  return { t, away: t.language !== language };
}

/** The page lane reads it too. It says nothing of the person, only of the phone. */
function keep(language: Language): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is younger than our phones
  document.cookie = languageCookie(language);
}
