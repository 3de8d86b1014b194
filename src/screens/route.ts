/** URL <-> route. The paths are those of the product's first version: old links go on working. */
export type Route =
  | { readonly screen: 'channels' | 'account' | 'delete-account' | Named }
  | { readonly screen: 'new-channel'; readonly place?: string | undefined }
  | { readonly screen: OfPlace; readonly place: string; readonly words?: string | undefined }
  | { readonly screen: 'channel-place'; readonly channel: string; readonly at?: string | undefined }
  | { readonly screen: 'report-about'; readonly about: string }
  | { readonly screen: 'incident' | 'desk-incident'; readonly reference: string }
  | { readonly screen: 'desk'; readonly number?: string | undefined }
  | { readonly screen: 'profile'; readonly person: string }
  | { readonly screen: 'report-person'; readonly person: string }
  | { readonly screen: 'search'; readonly words: string }
  | { readonly screen: 'share'; readonly text: string }
  | { readonly screen: 'channel' | OfChannel; readonly channel: string }
  | { readonly screen: 'new-topic'; readonly channel: string; readonly text?: string }
  | {
      readonly screen: 'write-for';
      readonly channel: string;
      readonly topic?: string | undefined;
    }
  | { readonly screen: 'remove-post'; readonly channel: string; readonly item: string }
  | { readonly screen: 'report-post'; readonly channel: string; readonly item: string }
  | { readonly screen: 'appeal'; readonly act: string }
  | ({ readonly screen: 'people'; readonly channel: string } & Listed)
  | { readonly screen: 'member'; readonly channel: string; readonly member: string }
  | { readonly screen: 'topic'; readonly channel: string; readonly topic: string };

/** Which of a channel's people: their kind, a part of their name, those after one. */
interface Listed {
  readonly who?: string | undefined;
  readonly words?: string | undefined;
  readonly after?: string | undefined;
}

/** Screens whose address is their name. */
const NAMED = [
  'login',
  'signup',
  'menu',
  'activity',
  'notices',
  'complaints',
  'todo',
  'report',
  'incidents',
  'settings',
  'rules',
  'help',
  'about',
  'places',
  'emergency',
] as const;
type Named = (typeof NAMED)[number];

/** Screens of a channel of which nothing more is said. */
type OfChannel = 'channel-settings' | 'delete-channel' | 'channel-log';

/** Screens of a place. */
type OfPlace = 'place' | 'place-emergency' | 'place-moderators';

type Screen = Route['screen'];

/** Each other screen's path: a `:name` stands for what the route holds under it. The first that fits counts. */
const PATHS: Readonly<Record<Exclude<Screen, Named>, string>> = {
  channels: '',
  search: 'search',
  share: 'share',
  'new-channel': 'new',
  account: 'settings/account',
  'delete-account': 'settings/delete',
  'report-about': 'report/:about',
  incident: 'incidents/:reference',
  desk: 'desk',
  'desk-incident': 'desk/:reference',
  profile: 'profile/:person',
  'report-person': 'profile/:person/report',
  appeal: 'notices/:act',
  channel: 'channel/:channel',
  'new-topic': 'channel/:channel/new',
  'channel-settings': 'channel/:channel/settings',
  'delete-channel': 'channel/:channel/settings/delete',
  'channel-log': 'channel/:channel/log',
  'channel-place': 'channel/:channel/settings/place',
  'remove-post': 'channel/:channel/remove/:item',
  'report-post': 'channel/:channel/report/:item',
  'write-for': 'channel/:channel/for',
  people: 'channel/:channel/people',
  member: 'channel/:channel/people/:member',
  topic: 'channel/:channel/:topic',
  place: 'places/:place',
  'place-emergency': 'places/:place/emergency',
  'place-moderators': 'places/:place/moderators',
};

/** What the query of an address holds: by its own name, the route's name for it. */
const QUERIES: { readonly [screen in Screen]?: Readonly<Record<string, string>> } = {
  search: { q: 'words' },
  share: { text: 'text' },
  'new-topic': { text: 'text' },
  'new-channel': { place: 'place' },
  'channel-place': { at: 'at' },
  'write-for': { topic: 'topic' },
  desk: { q: 'number' },
  place: { q: 'words' },
  people: { who: 'who', q: 'words', after: 'after' },
};

const queryOf = (screen: Screen) => Object.entries(QUERIES[screen] ?? {});

const isNamed = (screen: string): screen is Named => NAMED.some((name) => name === screen);

/** The address of a route. */
export function hrefOf(route: Route): string {
  const { screen } = route;
  const held: Readonly<Record<string, string | undefined>> = { ...route };
  const path = isNamed(screen)
    ? screen
    : PATHS[screen].replace(/:(\w+)/g, (_, name) => segment(held[name] as string));
  const query = queryOf(screen)
    .filter(([, name]) => held[name])
    .map(([key, name]) => `${key}=${encodeURIComponent(held[name] as string)}`)
    .join('&');
  return `/${path}${query && `?${query}`}`;
}

/** The address of the page of a list that comes before (is older than) the item of that id, where it stood `at`. */
export function olderHref(route: Route, id: string, at?: number): string {
  return `${hrefOf(route)}?before=${encodeURIComponent(id)}${at ? `&at=${at}` : ''}`;
}

/** What an address means; `null` where it means nothing. */
export function routeOf(path: string): Route | null {
  const parts = segments(path);
  const [first = ''] = parts ?? [];
  if (parts?.length === 1 && isNamed(first)) return { screen: first };
  for (const screen of Object.keys(PATHS) as (keyof typeof PATHS)[]) {
    const held = parts && match(PATHS[screen].split('/').filter(Boolean), parts);
    if (!held) continue;
    for (const [key, name] of queryOf(screen)) {
      held[name] = screen === 'share' ? sharedIn(path) : asked(path, key);
    }
    return { screen, ...held } as Route;
  }
  return null;
}

/** What stands in the places of a path's names; `null` where it does not fit. */
function match(pattern: readonly string[], parts: readonly string[]) {
  const held: Record<string, string> = {};
  const fits = pattern.every((name, at) => {
    const part = parts[at] as string;
    if (name.startsWith(':')) held[name.slice(1)] = part;
    return name.startsWith(':') || name === part;
  });
  return fits && pattern.length === parts.length ? held : null;
}

/** An `@` is allowed in a path (RFC 3986, 3.3), and people read these. */
function segment(text: string): string {
  return encodeURIComponent(text).replace('%40', '@');
}

/** Another app hands over up to three texts (Web Share Target); an address is often in two of them. */
function sharedIn(path: string): string {
  const texts = ['title', 'text', 'url'].map((name) => asked(path, name));
  return texts.reduce((all, text) => (all.includes(text) ? all : `${all}\n${text}`.trim()), '');
}

/** What the query of an address says under that name; nothing where it is no text. */
function asked(path: string, name: string): string {
  const [, query = ''] = new RegExp(`[?&]${name}=([^&#]*)`).exec(path) ?? [];
  try {
    return decodeURIComponent(query.replace(/\+/g, ' ')).trim();
  } catch (error) {
    if (error instanceof URIError) return '';
    throw error;
  }
}

function segments(path: string): string[] | null {
  const bare = path.replace(/[?#].*$/, '');
  try {
    return bare.split('/').filter(Boolean).map(decodeURIComponent);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
