import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { IS_MEASURED, reach } from '../harness/reach.ts';
import type { Report } from './fuzzer.ts';

/** Processor time for each target. */
const SECONDS = reach(7_200, 900);
/** A document that has not ended after so long never will: milliseconds without a next one. */
const STANDSTILL = 60_000;
const runner = fileURLToPath(new URL('./fuzz-runner.ts', import.meta.url));

/** Fuzzes in a process of its own, which is ended where one document stands still. */
async function fuzz(target: string, seed: number): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-fuzz-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const current = join(folder, 'current');
  const node = ['--import', 'tsx', runner, target, String(SECONDS), String(seed), current];
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
