/** `npm run doctor`: asks a running site how it is, and says in sentences what to mend. */
import { readConfig, readSite } from '../server/config.ts';
import { examine } from './examine.ts';
import type { Finding } from './finding.ts';

function say(findings: readonly Finding[]): void {
  for (const { level, check, text } of findings) {
    process.stdout.write(`${level.padEnd(5)}  ${check}: ${text}\n`);
  }
}

const { domain, dataDir, database, tls, plainPort } = readConfig();
const plain = tls && { plainPort };
const findings = await examine({ site: readSite(), domain, dataDir, database, ...plain });
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
else say(findings);
process.exit(findings.some(({ level }) => level === 'wrong') ? 1 : 0);
