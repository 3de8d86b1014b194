import { existsSync } from 'node:fs';

/** Where Debian, Ubuntu and Google put it; the one without windows first: it takes half of the processor's time. */
const PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** The machine's own Chromium: the one that Playwright brings is not downloaded. */
export const CHROMIUM_PATH = PLACES.find((path) => existsSync(path)) ?? 'chromium';

/** Runs as root, and asks nobody outside the machine for anything. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
