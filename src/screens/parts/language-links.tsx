import type { Text } from '../text/en.ts';
import { CODES, LANGUAGES, languageHref } from '../text/languages.ts';

/** The languages one can read in, each in its own words. */
export function LanguageLinks({ t }: { readonly t: Text }) {
  return (
    <ul class="languages" id="languages" aria-label={t.languages}>
      {CODES.map((code) => (
        <li key={code}>
          <a
            href={languageHref(code)}
            lang={code}
            hreflang={code}
            aria-current={code === t.language || undefined}
          >
            {LANGUAGES[code]}
          </a>
        </li>
      ))}
    </ul>
  );
}
