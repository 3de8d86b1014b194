import { expect, test } from 'vitest';
import { messagePage } from '../../src/server/pages/send.ts';
import type { PageSite, Visit } from '../../src/server/pages/site.ts';

const shell = { css: '', links: '', preload: '', scripts: {}, pageScript: '' };
const site = { shell, domain: 'localhost', operator: '', plainHttp: 'read' } as unknown as PageSite;
const visitOf = (language: string, secure: boolean) =>
  ({ secure, textSize: 1, t: { language, app: 'Chat', plainHttp: 'Only read.' } }) as Visit;

test('a page that has only a sentence to say is drawn once for each look: refusing costs nothing', () => {
  const busy = () => messagePage(site, visitOf('en', true), 429, 'Too much.');
  expect(busy()).toBe(busy());
  expect(String(busy().in('identity'))).toContain('Too much.');
  const others = [
    messagePage(site, visitOf('zu', true), 429, 'Too much.'),
    messagePage(site, visitOf('en', false), 429, 'Too much.'),
    messagePage(site, visitOf('en', true), 404, 'Too much.'),
    messagePage(site, visitOf('en', true), 429, 'Gone.'),
    messagePage(site, visitOf('en', true), 429, 'Too much.', true),
  ];
  expect(new Set([...others, busy()]).size).toBe(6);
  expect(String(others[1]?.in('identity'))).toContain('Only read.');
});
