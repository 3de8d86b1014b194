import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CODES, type Language } from '../../screens/text/languages.ts';

/** What a drawn page takes over from the built app. */
export interface Shell {
  /** All rules, for the page's own `<style>`: one answer has to be enough to read. The policy knows it from there. */
  readonly css: string;
  /** Tags of `<head>` that name icons and the like. */
  readonly links: string;
  /** Tag of `<head>` that has the app fetched early. */
  readonly preload: string;
  /** Tags that start the app in each language: its words are fetched beside it, not after it. */
  readonly scripts: Readonly<Record<Language, string>>;
  /** Tag of the script for pages without the app. */
  readonly pageScript: string;
}

/** Its address says what is in it, so that it can be kept. */
const PAGE_SCRIPT = 'page.js';

/** Reads the app's own page in the folder of the built app. */
export function readShell(folder: string): Shell {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const tags = (pattern: RegExp) => page.match(pattern) ?? [];
  const script = tags(/<script\b[^>]*><\/script>/g).join('');
  const scripts = CODES.map((code) => [code, `${preloadOf(folder, code)}${script}`]);
  const version = createHash('sha256')
    .update(readFileSync(join(folder, PAGE_SCRIPT)))
    .digest('hex')
    .slice(0, 8);
  return {
    css: /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? '',
    links: tags(/<link rel="(?:manifest|icon|apple-touch-icon)"[^>]*>/g).join(''),
    preload: tags(/<link rel="preload"[^>]*>/g).join(''),
    scripts: Object.fromEntries(scripts),
    pageScript: `<script src="/${PAGE_SCRIPT}?v=${version}"></script>`,
  };
}

function preloadOf(folder: string, language: Language): string {
  const pattern = new RegExp(`^assets/${language}-[\\w-]{8}\\.js$`);
  const name = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((file) =>
    pattern.test(file),
  );
  return name ? `<link rel="modulepreload" href="/${name}">` : '';
}
