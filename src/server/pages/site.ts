import type { TextSize } from '../../screens/settings.tsx';
import type { Language } from '../../screens/text/languages.ts';
import type { PagesText } from '../../screens/text/pages-text.ts';
import type { PageVisit } from '../page-visit.ts';
import type { Throttle } from '../throttle.ts';
import type { PageCache } from './page-cache.ts';
import type { PictureDesk } from './picture-desk.ts';
import type { People } from './session/people.ts';
import type { Seal } from './session/seal.ts';
import type { SiteReader } from './session/site-reader.ts';
import type { Shell } from './shell.ts';
import type { OperatorsPlaces, Visitor } from './visitor.ts';

/** What phones that cannot do TLS may do over plain HTTP. */
export type PlainHttp = 'off' | 'read' | 'full';

/** What every answer is made with; made once. */
export interface PageSite {
  /** By language. */
  readonly texts: ReadonlyMap<Language, PagesText>;
  readonly domain: string;
  /** Who runs the site; may be empty. */
  readonly operator: string;
  readonly places: OperatorsPlaces;
  readonly shell: Shell;
  readonly seal: Seal;
  readonly reader: SiteReader;
  readonly people: People;
  readonly cache: PageCache;
  readonly desk: PictureDesk;
  readonly plainHttp: PlainHttp;
  /** Where people find the site: no slash at its end. */
  readonly publicUrl: string;
  readonly onMistake: Visitor['onMistake'];
  /** By address, and by name and address; absent where the operator has lifted all limits. */
  readonly throttles?: {
    readonly reads: Throttle;
    readonly writes: Throttle;
    readonly tries: Throttle;
  };
}

/** One request, and how to answer it. */
export interface Visit extends PageVisit {
  readonly t: PagesText;
  readonly textSize: TextSize;
  /** Whether photos wait until they are asked for. */
  readonly onTap: boolean;
}

/** Whether this request may carry what nobody else should read: passwords and cookies. */
export function mayBeSecret(site: PageSite, visit: Visit): boolean {
  return visit.secure || site.plainHttp === 'full';
}
