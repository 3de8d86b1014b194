/** Paths of the app's screens (`screens/route.ts`); all are answered with the one page. */
const SCREENS = new Set([
  ...['', 'login', 'signup', 'rules', 'settings', 'menu', 'activity', 'report', 'reports'],
  ...['search', 'share', 'settings/delete', 'new', 'help', 'about', 'emergency', 'places'],
]);

/** Screens with an address of a channel or a person behind them, and perhaps more. */
const SCREENS_OF_SOMETHING = /^(?:channel|places|profile)\/[^/]/;

/** Whether the app shows a screen at that path. */
export function isAppRoute(path: string): boolean {
  const route = path.replace(/^\//, '').replace(/\/$/, '');
  return SCREENS.has(route) || SCREENS_OF_SOMETHING.test(route);
}

/** Whether a path asks for a file: a page of ours in its place would be kept as that file. */
export function isFilePath(path: string): boolean {
  return path.startsWith('/assets/') || /\.[a-z0-9]{1,11}$/i.test(path);
}

/** Whether a path may be a page's: a screen's, or nothing's, which a page says. */
export function isPagePath(path: string): boolean {
  return isAppRoute(path) || !isFilePath(path) || path === '/robots.txt';
}
