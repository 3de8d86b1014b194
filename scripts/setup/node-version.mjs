import { SetupError } from './setup-error.mjs';

/** What Vite and better-sqlite3 need; package.json says the same to npm. */
const [MAJOR, MINOR] = [20, 19];

export function checkNodeVersion() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > MAJOR || (major === MAJOR && minor >= MINOR)) return;
  throw new SetupError(
    `WiFi Chat needs Node.js ${MAJOR}.${MINOR} or later; this is ${process.versions.node}.`,
  );
}
