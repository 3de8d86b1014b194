import { createHash } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { fetchFile } from '../../src/sw/fetch-file.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const SCRIPT = 'console.log("app")';
const PAGE =
  '<html><meta name="xmpp-domain" content="%xmpp-domain%"><meta name="operator" content="%operator%"></html>';
const script = { path: '/assets/app.js', type: 'text/javascript', hash: sha256(SCRIPT) };
const page = { path: '/index.html', type: 'text/html', hash: sha256(PAGE) };

function answer(body: string, type: string, more: { status?: number; redirected?: boolean } = {}) {
  const response = new Response(body, {
    status: more.status ?? 200,
    headers: { 'content-type': type },
  });
  Object.defineProperty(response, 'redirected', { value: more.redirected ?? false });
  vi.stubGlobal('fetch', async () => response);
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test('what was built is kept, whole', async () => {
  answer(SCRIPT, 'text/javascript; charset=utf-8');
  expect(await (await fetchFile(script)).text()).toBe(SCRIPT);
});

test('the page may carry what the server wrote into it', async () => {
  const served = PAGE.replace('%xmpp-domain%', 'town.example').replace('%operator%', 'A &#38; B');
  answer(served, 'text/html');
  expect(await (await fetchFile(page)).text()).toBe(served);
});

test('nothing else in the page may differ', async () => {
  answer(PAGE.replace('<html>', '<html><script src=//evil.example>'), 'text/html');
  await expect(fetchFile(page)).rejects.toThrow('not what was built');
});

test.each([
  ['a log-in page of the hotspot', '<html>Log in to WiFi</html>', 'text/html', {}],
  ['the right type, the wrong content', 'alert(1)', 'text/javascript', {}],
  ['a cut body', SCRIPT.slice(0, 10), 'text/javascript', {}],
  ['the right content as another type', SCRIPT, 'text/plain', {}],
  ['a redirection', SCRIPT, 'text/javascript', { redirected: true }],
  ['an error', SCRIPT, 'text/javascript', { status: 503 }],
])('%s is not kept', async (_, body, type, more) => {
  answer(body, type, more);
  await expect(fetchFile(script)).rejects.toThrow(script.path);
});
