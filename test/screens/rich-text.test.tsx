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
  ['[https://a.example/?q=a.b…]', `[${link('https://a.example/?q=a.b')}…]`],
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
  'by tel: 10111',
  'https:// …',
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

/** The least that drawing a link took of several times, in milliseconds, with so many dots in it. */
function took(dots: number): number {
  const text = `https://${'.'.repeat(dots)}a`;
  const times = Array.from({ length: 7 }, () => {
    const begun = performance.now();
    expect(draw(text)).toBe(link(text));
    return performance.now() - begun;
  });
  return Math.min(...times);
}

test('what a row of dots costs grows with its length, not with its square', () => {
  const [few, many] = [took(2_000), took(32_000)];
  expect(many / few).toBeLessThan(64);
});
