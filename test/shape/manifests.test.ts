import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { routeOf } from '../../src/screens/route.ts';

interface Icon {
  readonly src: string;
  readonly sizes: string;
}

const read = (name: string) => JSON.parse(readFileSync(`public/${name}`, 'utf8'));

/** Width and height, as the file itself says (PNG, 11.2.1: IHDR comes first). */
function sizesOf(src: string): string {
  const png = readFileSync(`public${src}`);
  return `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;
}

test('the manifest names icons that are there, in the sizes that it says', () => {
  const icons: readonly Icon[] = read('manifest.webmanifest').icons;
  expect(icons.map(({ src }) => sizesOf(src))).toEqual(icons.map(({ sizes }) => sizes));
});

test('so does the one of KaiOS 2.5', () => {
  const icons: Readonly<Record<string, string>> = read('manifest.webapp').icons;
  const sizes = Object.keys(icons).map((size) => `${size}x${size}`);
  expect(Object.values(icons).map(sizesOf)).toEqual(sizes);
});

test('its shortcuts lead to screens', () => {
  const shortcuts: readonly { url: string }[] = read('manifest.webmanifest').shortcuts;
  for (const { url } of shortcuts) expect(routeOf(url)).not.toBeNull();
});

test('what another app shares comes to a screen that takes it', () => {
  const { action, params } = read('manifest.webmanifest').share_target;
  const query = new URLSearchParams({ [params.title]: 'A', [params.text]: 'B', [params.url]: 'C' });
  expect(routeOf(`${action}?${query}`)).toEqual({ screen: 'share', text: 'A\nB\nC' });
});

test('its short name fits under an icon', () => {
  expect(read('manifest.webmanifest').short_name.length).toBeLessThanOrEqual(12);
});
