import { Encoded } from './encoded.ts';

/** What is for people who do something, and for nobody who searches. */
const NOT_SEARCHED = [
  '/login',
  '/signup',
  '/menu',
  '/settings',
  '/activity',
  '/report',
  '/reports',
];

/** `/robots.txt` (RFC 9309). Closed channels need no rule: they are shown to nobody here. */
export const robots = new Encoded(
  200,
  'text/plain; charset=utf-8',
  [
    'User-agent: *',
    ...[...NOT_SEARCHED, '/search', '/channel/*/new'].map((path) => `Disallow: ${path}`),
    '',
  ].join('\n'),
);
