/** URL <-> route. The paths are those of the product's first version: old links go on working. */
export type Route =
  | { readonly screen: 'channels' | 'account' | 'delete-account' | 'new-channel' | Named }
  | { readonly screen: 'profile'; readonly person: string }
  | { readonly screen: 'search'; readonly words: string }
  | { readonly screen: 'share'; readonly text: string }
  | { readonly screen: 'channel' | OfChannel; readonly channel: string }
  | { readonly screen: 'new-topic'; readonly channel: string; readonly text?: string }
  | { readonly screen: 'remove-post'; readonly channel: string; readonly item: string }
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
  'settings',
  'rules',
  'help',
  'about',
] as const;
type Named = (typeof NAMED)[number];

/** Screens of a channel that have no place in the app's own script. */
type OfChannel = 'channel-settings' | 'delete-channel' | 'channel-log';

/** The address of a route. */
export function hrefOf(route: Route): string {
  switch (route.screen) {
    case 'channels':
      return '/';
    case 'channel':
      return `/channel/${segment(route.channel)}`;
    case 'new-topic':
      return withQuery(`/channel/${segment(route.channel)}/new`, 'text', route.text ?? '');
    case 'channel-settings':
      return `/channel/${segment(route.channel)}/settings`;
    case 'delete-channel':
      return `/channel/${segment(route.channel)}/settings/delete`;
    case 'channel-log':
      return `/channel/${segment(route.channel)}/log`;
    case 'people': {
      const { who = '', words = '', after = '' } = route;
      const all = withQuery(`/channel/${segment(route.channel)}/people`, 'who', who);
      return withQuery(withQuery(all, 'q', words), 'after', after);
    }
    case 'member':
      return `/channel/${segment(route.channel)}/people/${segment(route.member)}`;
    case 'remove-post':
      return `/channel/${segment(route.channel)}/remove/${segment(route.item)}`;
    case 'new-channel':
      return '/new';
    case 'profile':
      return `/profile/${segment(route.person)}`;
    case 'search':
      return withQuery('/search', 'q', route.words);
    case 'share':
      return withQuery('/share', 'text', route.text);
    case 'account':
      return '/settings/account';
    case 'delete-account':
      return '/settings/delete';
    case 'topic':
      return `/channel/${segment(route.channel)}/${segment(route.topic)}`;
    default:
      return `/${route.screen}`;
  }
}

/** The address of the page of a list that comes before (is older than) the item of that id. */
export function olderHref(route: Route, id: string): string {
  return `${hrefOf(route)}?before=${encodeURIComponent(id)}`;
}

/** What an address means; `null` where it means nothing. */
export function routeOf(path: string): Route | null {
  const parts = segments(path);
  if (!parts) return null;
  const [first, channel, item] = parts;
  if (parts.length === 0) return { screen: 'channels' };
  if (parts.length === 1) {
    if (first === 'search') return { screen: 'search', words: asked(path, 'q') };
    if (first === 'share') return { screen: 'share', text: sharedIn(path) };
    if (first === 'new') return { screen: 'new-channel' };
    const named = NAMED.find((name) => name === first);
    return named ? { screen: named } : null;
  }
  if (parts.length === 2 && first === 'profile')
    return { screen: 'profile', person: parts[1] ?? '' };
  if (parts.length === 2 && first === 'settings') {
    if (parts[1] === 'account') return { screen: 'account' };
    return parts[1] === 'delete' ? { screen: 'delete-account' } : null;
  }
  if (first !== 'channel' || channel === undefined) return null;
  switch (parts.slice(2).join('/')) {
    case '':
      return { screen: 'channel', channel };
    case 'new':
      return { screen: 'new-topic', channel, text: asked(path, 'text') };
    case 'settings':
      return { screen: 'channel-settings', channel };
    case 'settings/delete':
      return { screen: 'delete-channel', channel };
    case 'log':
      return { screen: 'channel-log', channel };
    case 'people': {
      const [who, words, after] = ['who', 'q', 'after'].map((name) => asked(path, name));
      return { screen: 'people', channel, who, words, after };
    }
    default:
      if (parts.length === 4 && item === 'people') {
        return { screen: 'member', channel, member: parts[3] as string };
      }
      if (parts.length === 4 && item === 'remove') {
        return { screen: 'remove-post', channel, item: parts[3] as string };
      }
      return parts.length === 3 ? { screen: 'topic', channel, topic: item as string } : null;
  }
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

function withQuery(path: string, name: string, text: string): string {
  const mark = path.includes('?') ? '&' : '?';
  return text === '' ? path : `${path}${mark}${name}=${encodeURIComponent(text)}`;
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
