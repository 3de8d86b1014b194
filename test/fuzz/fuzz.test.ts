import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../harness/eventually.ts';
import { IS_MEASURED, reach } from '../harness/reach.ts';
import type { Report } from './fuzzer.ts';

/** Processor time for each target. */
const SECONDS = reach(7_200, 900);
/** A document that has not ended after so long never will: milliseconds without a next one. */
const STANDSTILL = 60_000;
const runner = fileURLToPath(new URL('./fuzz-runner.ts', import.meta.url));

/** What runs a target, and the file that says which document is under way. */
function command(target: string, seconds: number, seed: number) {
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-fuzz-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const current = join(folder, 'current');
  const node = ['--import', 'tsx', runner, target, String(seconds), String(seed), current];
  return { node, current };
}

/** Fuzzes in a process of its own, which is ended where one document stands still. */
async function fuzz(target: string, seed: number): Promise<Report> {
  const { node, current } = command(target, SECONDS, seed);
  const child = spawn(process.execPath, node, { stdio: ['ignore', 'pipe', 'pipe'] });
  const watchdog = setInterval(() => {
    const { mtimeMs } = statSync(current, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
    if (Date.now() - mtimeMs > STANDSTILL) child.kill('SIGKILL');
  }, 1_000);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [said, complaints, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    ended,
  ]);
  clearInterval(watchdog);
  if (code === 0) return JSON.parse(said);
  const [document] = readFileSync(current, 'utf8').split('\n');
  throw new Error(`${complaints}\nexit ${code}, at ${document}`);
}

test.each(['stanza', 'entry'])(
  `P1: ${SECONDS} s of fuzzing, led by coverage: %s: nothing crashes, nothing takes over 1 s`,
  async (target) => {
    const report = await fuzz(target, Math.floor(Math.random() * 2 ** 32));
    process.stdout.write(`${target}: ${JSON.stringify(report)}\n`);
    expect(report.corpus).toBeGreaterThan(20);
    if (IS_MEASURED) expect(report.slowest).toBeLessThan(1_000);
  },
  SECONDS * 10_000 + 120_000,
);

test('a run that nobody waits for any more ends', async () => {
  const { node, current } = command('entry', 20, 1);
  // As a run of tests that is killed: its child is not asked.
  const asker = spawn('sh', ['-c', '"$0" "$@" & wait', process.execPath, ...node], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = text(asker.stdout);
  await eventually(() => existsSync(current) && statSync(current).size > 0);
  asker.kill('SIGKILL');
  // Until the last who holds it has ended; a run that came to its end tells what it found.
  expect(await said).toBe('');
});
