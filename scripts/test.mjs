/** `npm test`: gets what is missing and runs every check. The last line is the sum of all of them. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ROOT } from './root.mjs';
import { run } from './setup/run.mjs';
import { orExplain } from './setup/setup-error.mjs';
import { ensureTestTools } from './setup/test-tools.mjs';

await orExplain(ensureTestTools);

const sum = { passed: 0, failed: 0, skipped: 0 };

function count(name, ok) {
  console.log(`${ok ? '✓' : '✗'} ${name}`);
  sum[ok ? 'passed' : 'failed'] += 1;
}

/** In a log, colours are noise. */
const isTerminal = process.stdout.isTTY === true;

function runTool(tool, args) {
  const env = isTerminal ? {} : { NO_COLOR: '1' };
  return run(join(ROOT, 'node_modules/.bin', tool), args, { cwd: ROOT, show: true, env }).ok;
}

/** Runs all tests and adds them up, those of files that could not even be loaded as one failure. */
function countTests() {
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-test-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const ok = runTool('vitest', ['run', ...reporters, ...process.argv.slice(2)]);
  const failedBefore = sum.failed;
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    sum.passed += result.numPassedTests;
    sum.failed += result.numFailedTests;
    sum.skipped += result.numPendingTests + result.numTodoTests;
  } catch (error) {
    console.error(`The tests left no report: ${error.message}`);
  }
  if (!ok && sum.failed === failedBefore) count('every test file can be run', false);
  rmSync(folder, { recursive: true });
}

count(
  'formatter and linter',
  runTool('biome', ['ci', `--colors=${isTerminal ? 'force' : 'off'}`, '.']),
);
count('types', run(process.execPath, ['scripts/types.mjs'], { cwd: ROOT, show: true }).ok);
const built = await ensureBuilt().then(
  () => true,
  (error) => console.error(error.message),
);
count('build', built === true);
countTests();

const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : '';
console.log(`${sum.passed} passed, ${sum.failed} failed${skipped}`);
process.exitCode = sum.failed > 0 ? 1 : 0;
