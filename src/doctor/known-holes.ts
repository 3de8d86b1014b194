import { type Finding, ok, warn, wrong } from './finding.ts';

/** A program with holes that everybody can read of, and the version that closed them. */
interface Holes {
  readonly closedIn: string;
  readonly which: string;
  readonly remedy: string;
}

const HOLES: Readonly<Record<string, Holes>> = {
  Prosody: {
    closedIn: '13.0.5',
    which: 'CVE-2026-43506 and CVE-2026-43507 (memory, before anybody has signed in)',
    remedy:
      'Upgrade it as soon as your Debian, its backports or packages.prosody.im have that version.',
  },
  ejabberd: {
    closedIn: '26.07',
    which: 'a session as somebody else, SQL injection in pubsub paging and weak FAST tokens',
    remedy: "Upgrade it from process-one.net: Debian's package is older.",
  },
  Expat: {
    closedIn: '2.4.5',
    which: 'XML that is read differently by two servers (CVE-2022-25235, CVE-2022-25236)',
    remedy: 'Upgrade the package libexpat1 and restart the XMPP server.',
  },
};

/**
 * What is known of a version. `softened` is said where our own settings take the edge off: then it is
 * a warning, since there may be no newer package to be had.
 */
export function versionFinding(program: string, version: string, softened?: string): Finding {
  const check = 'versions';
  const holes = HOLES[program];
  if (!holes || compareVersions(version, holes.closedIn) >= 0) {
    return ok(check, `${program} ${version} has no holes that this WiFi Chat knows of.`);
  }
  const text = `${program} ${version} has known holes, closed in ${holes.closedIn}: ${holes.which}.`;
  return softened
    ? warn(check, `${text} ${softened} ${holes.remedy}`)
    : wrong(check, `${text} ${holes.remedy}`);
}

/** Compares versions number by number: below, equal to or above 0 as `a` is older, the same or newer. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => (text.match(/\d+/g) ?? []).map(Number));
  const length = Math.max(left?.length ?? 0, right?.length ?? 0);
  for (let n = 0; n < length; n += 1) {
    const difference = (left?.[n] ?? 0) - (right?.[n] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
