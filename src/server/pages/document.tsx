import { renderToString } from 'preact-render-to-string';
import { SmallFaces } from '../../screens/parts/face.tsx';
import { CarriedFields } from '../../screens/parts/verb.tsx';
import type { TextSize } from '../../screens/settings.tsx';
import type { Text } from '../../screens/text/en.ts';
import type { Drawn } from './drawn.ts';
import { USUAL_SIZE } from './look.ts';
import type { Shell } from './shell.ts';

export interface DocumentOptions {
  readonly t: Text;
  readonly textSize: TextSize;
  readonly shell: Shell;
  readonly domain: string;
  /** Who runs the site; may be empty. */
  readonly operator: string;
  /** What every form carries along unseen. */
  readonly carried: Readonly<Record<string, string>>;
  /** Whether the app may take this page over. */
  readonly withApp: boolean;
  /** Bare JID of whom the page is for. Drafts on the phone are this person's alone. */
  readonly person: string | null;
}

/** The whole HTML of a drawn screen. All that it needs to be read is in it. */
export function documentOf(drawn: Drawn, options: DocumentOptions): string {
  const { t, textSize, shell, domain, operator, withApp, person } = options;
  const title = drawn.title === t.app ? [t.app] : [drawn.title, drawn.of ?? [], t.app].flat();
  const body = renderToString(
    <CarriedFields.Provider value={options.carried}>
      <SmallFaces.Provider value={false}>{drawn.body}</SmallFaces.Provider>
    </CarriedFields.Provider>,
  );
  const size = textSize === USUAL_SIZE ? '' : ` class="text-${textSize}"`;
  const startsApp = withApp && (drawn.takesOver || isTrouble(drawn));
  const links = shell.links + (startsApp ? shell.preload : '');
  return [
    `<!DOCTYPE html><html lang="${t.language}"${size}><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title.join(' · '))}</title>${metaOf(drawn)}`,
    `<meta name="xmpp-domain" content="${escaped(domain)}">`,
    operator && `<meta name="operator" content="${escaped(operator)}">`,
    `<meta name="theme-color" content="#0b3a5e">${links}<style>${shell.css}</style></head>`,
    // The app leaves it until it can show the same.
    `<body><div id="app"${drawn.takesOver ? ' data-drawn' : ''}${person === null ? '' : ` data-me="${escaped(person)}"`}>`,
    `${body}</div>${startsApp ? shell.scripts[t.language] : ''}${person === null ? '' : shell.pageScript}</body></html>`,
  ].join('');
}

/** What cannot be shown to everybody the app may have for its person: it draws over it at once. */
function isTrouble({ status }: Drawn): boolean {
  return status === 403 || status === 404 || status === 503;
}

/** What search engines, feed readers and previews of links are told. */
function metaOf({ title, description, canonical, feed }: Drawn): string {
  if (canonical === undefined) return '<meta name="robots" content="noindex">';
  const about = (property: string, content: string | undefined) =>
    content ? `<meta property="og:${property}" content="${escaped(content)}">` : '';
  return [
    `<link rel="canonical" href="${escaped(canonical)}">`,
    description ? `<meta name="description" content="${escaped(description)}">` : '',
    about('title', title),
    about('description', description),
    feed
      ? `<link rel="alternate" type="application/atom+xml" title="${escaped(title)}" href="${escaped(feed)}">`
      : '',
  ].join('');
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] as string);
}
