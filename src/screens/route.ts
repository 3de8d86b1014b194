/** URL <-> route. The paths are those of the product's first version: old links go on working. */
export type Route =
  | { readonly screen: 'channels' | 'login' | 'signup' | 'rules' | 'menu' }
  | { readonly screen: 'channel' | 'new-topic'; readonly channel: string }
  | { readonly screen: 'topic'; readonly channel: string; readonly topic: string };

/** The address of a route. */
export function hrefOf(route: Route): string {
  switch (route.screen) {
    case 'channels':
      return '/';
    case 'channel':
      return `/channel/${segment(route.channel)}`;
    case 'new-topic':
      return `/channel/${segment(route.channel)}/new`;
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
    const named = (['login', 'signup', 'rules', 'menu'] as const).find((name) => name === first);
    return named ? { screen: named } : null;
  }
  if (first !== 'channel' || channel === undefined || parts.length > 3) return null;
  if (item === undefined) return { screen: 'channel', channel };
  return item === 'new'
    ? { screen: 'new-topic', channel }
    : { screen: 'topic', channel, topic: item };
}

/** An `@` is allowed in a path (RFC 3986, 3.3), and people read these. */
function segment(text: string): string {
  return encodeURIComponent(text).replace('%40', '@');
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
