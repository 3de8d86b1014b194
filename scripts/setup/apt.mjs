import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { findProgram, run } from './run.mjs';
import { SetupError } from './setup-error.mjs';

/** Asked by Debian's packages before they start a service; 101 forbids it (invoke-rc.d(8)). */
const POLICY = '/usr/sbin/policy-rc.d';

/** Whether packages can be installed without asking anybody. */
export function canInstall() {
  return process.getuid?.() === 0 && findProgram('apt-get') !== null;
}

export function aptUpdate() {
  apt(['update', '-qq']);
}

/**
 * Installs Debian packages; services that come with them are not started.
 *
 * @param {string[]} packages
 * @param {{release?: string}} options `release` is preferred, such as bookworm-backports.
 * @throws {SetupError} where apt-get fails.
 */
export function aptInstall(packages, { release } = {}) {
  const ownPolicy = !existsSync(POLICY);
  if (ownPolicy) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    apt([
      ...['install', '-y', '-qq', '--no-install-recommends'],
      ...(release ? ['-t', release] : []),
      ...packages,
    ]);
  } finally {
    if (ownPolicy) rmSync(POLICY);
  }
}

function apt(args) {
  const options = ['-o', 'DPkg::Lock::Timeout=120'];
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const { ok, output } = run('apt-get', [...options, ...args], { env });
  if (ok) return;
  const end = output.trim().split('\n').slice(-8).join('\n');
  throw new SetupError(`apt-get ${args.join(' ')} failed:\n${end}`);
}
