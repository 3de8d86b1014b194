import type { Config } from './config.ts';
import { toldAs } from './fatal-error.ts';

/** What the operator reads at the terminal, on stdout; programs read the log, on stderr. */
function say(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** What is unusual about this start and should not go unnoticed. */
export function sayWarnings(config: Config): void {
  if (!config.limits) say('LIMITS=off: every rate limit is lifted. For tests and benches only.');
  if (config.failAt) say('FAIL_AT is set: this process is going to kill itself. For tests only.');
  if (process.getuid?.() === 0) {
    say('Running as root. A user of its own is safer: deploy/wifi-chat.service shows how.');
  }
}

/** The one time that a password is shown. */
export function sayAccount({ username, password }: { username: string; password: string }): void {
  say(
    'An account for the administrator was made. Its password is shown only now:',
    `  Username: ${username}`,
    `  Password: ${password}`,
  );
}

/** Where people find the site, and where it listens for whatever brings them there. */
export function sayReady({ publicUrl, port, dataDir }: Config): void {
  const found = new URL(publicUrl);
  const usual = found.protocol === 'https:' ? 443 : 80;
  const isElsewhere = (Number(found.port) || usual) !== port;
  say(
    `WiFi Chat is ready: ${publicUrl}`,
    ...(isElsewhere ? [`It listens on port ${port}.`] : []),
    `Data: ${dataDir}`,
  );
}

/** What did not come off, `WiFi Chat did not start.`, and why. */
export function sayFailure(what: string, error: unknown): void {
  process.stderr.write(`${what} ${toldAs(error)}\n`);
}
