/** `npm test`: gets what is missing and runs every check. The last line is the sum of all of them. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
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

/** Runs tests; gives the report of each file, or `null` where there is none. */
function runTests(args) {
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-test-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const ok = runTool('vitest', ['run', ...reporters, ...args]);
  try {
    return { ok, files: JSON.parse(readFileSync(report, 'utf8')).testResults };
  } catch (error) {
    console.error(`The tests left no report: ${error.message}`);
    return { ok: false, files: [] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const IN_BROWSER = join(ROOT, 'test/e2e/');
const MOST_SECOND_TRIES = 3;

/**
 * Runs all tests and adds them up, those of files that could not even be loaded as one failure. A browser
 * on a busy machine can lose the focus or a frame once: a few of its files that failed get a second try,
 * which is told of. What is broken fails twice.
 */
function countTests() {
  let { ok, files } = runTests(process.argv.slice(2));
  const failed = files.filter(({ status }) => status === 'failed').map(({ name }) => name);
  const mayTryAgain = failed.every((name) => name.startsWith(IN_BROWSER));
  if (failed.length > 0 && failed.length <= MOST_SECOND_TRIES && mayTryAgain) {
    const names = failed.map((name) => relative(ROOT, name));
    console.log(`A second try for ${names.join(', ')}`);
    const again = runTests(names);
    ok = again.ok;
    files = [...files.filter(({ name }) => !failed.includes(name)), ...again.files];
  }
  const failedBefore = sum.failed;
  for (const { status } of files.flatMap(({ assertionResults }) => assertionResults)) {
    sum[status === 'passed' || status === 'failed' ? status : 'skipped'] += 1;
  }
  if (!ok && sum.failed === failedBefore) count('every test file can be run', false);
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
