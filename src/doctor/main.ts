/** `npm run doctor`: asks a running site how it is, and says in sentences what to mend. */
import { readConfig, readSite } from '../server/config.ts';
import { FatalError } from '../server/fatal-error.ts';
import { runProgram } from '../server/program.ts';
import { examine } from './examine.ts';
import type { Finding } from './finding.ts';

const lineOf = ({ level, check, text }: Finding) => `${level.padEnd(5)}  ${check}: ${text}`;

const USAGE =
  'It takes no other words than --json. Of which site: SITE=https://chat.example.org npm run doctor';

await runProgram(async (args, say) => {
  // Whoever names a site there must not read how another one is.
  if (args.some((arg) => arg !== '--json')) throw new FatalError(USAGE);
  const { domain, dataDir, database, tls, plainPort } = readConfig();
  const plain = tls && { plainPort };
  const findings = await examine({ site: readSite(), domain, dataDir, database, ...plain });
  if (args.includes('--json')) say(JSON.stringify(findings, null, 2));
  else findings.map(lineOf).forEach(say);
  process.exitCode = findings.some(({ level }) => level === 'wrong') ? 1 : 0;
});
// Nobody waits for connections that a site keeps open.
process.exit();
