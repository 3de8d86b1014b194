import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { RichText } from '../../src/screens/parts/rich-text.tsx';

const draw = (text: string) => renderToString(<RichText text={text} />);
const link = (url: string) => `<a href="${url}" rel="nofollow noopener">${url}</a>`;

test.each([
  ['see https://a.example/b?c=1', `see ${link('https://a.example/b?c=1')}`],
  ['(http://a.example/).', `(${link('http://a.example/')}).`],
  ['tel:+27123456789, now', `${link('tel:+27123456789')}, now`],
  ['mailto:a@b.example', link('mailto:a@b.example')],
  ['xmpp:a@b.example?join', link('xmpp:a@b.example?join')],
])('%s becomes a link', (text, markup) => {
  expect(draw(text)).toBe(markup);
});

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'www.example.org',
  'ftp://a.example/',
  'vbscript:x',
  'HTTPS is good',
])('%s does not', (text) => {
  expect(draw(text)).toBe(text);
});

test.each([
  ['<script>alert(1)</script>', '&lt;script>alert(1)&lt;/script>'],
  ['a & b', 'a &amp; b'],
])('%s is shown as typed', (text, markup) => {
  expect(draw(text)).toBe(markup);
});

test('a quote ends an address: nothing gets out of the attribute', () => {
  expect(draw('https://a.example/"onclick="x')).toContain('href="https://a.example/"');
  expect(draw('https://a.example/"onclick="x')).not.toContain(' onclick=');
});
