import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { WebSocket } from 'ws';
import { CHROMIUM_ARGS, CHROMIUM_PATH } from '../../harness/browser.ts';
import { WATCH } from './watcher.ts';

/** A window of a browser, with the watcher in every page. */
export interface Window {
  visit(url: string): Promise<void>;
  /** The text that an expression gives in the page. */
  evaluate(expression: string): Promise<string>;
  close(): Promise<void>;
}

export async function openChromium(): Promise<Window> {
  const browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGS });
  const page = await browser.newPage();
  await page.addInitScript(WATCH);
  return {
    visit: async (url) => {
      await page.goto(url);
    },
    evaluate: (expression) => page.evaluate<string>(expression),
    close: () => browser.close(),
  };
}

/** Debian's Firefox, by WebDriver BiDi (w3.org/TR/webdriver-bidi): Playwright drives only its own. */
export async function openFirefox(): Promise<Window> {
  const profile = mkdtempSync(join(tmpdir(), 'wifi-chat-firefox-'));
  const flags = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'];
  const firefox = spawn('firefox-esr', flags, { stdio: ['ignore', 'ignore', 'pipe'] });
  const address = await new Promise<string>((resolve) => {
    let said = '';
    firefox.stderr.on('data', (piece) => {
      said += piece;
      const found = /WebDriver BiDi listening on (ws:\S+)/.exec(said)?.[1];
      if (found) resolve(found);
    });
  });
  const socket = new WebSocket(`${address}/session`);
  await new Promise((resolve) => socket.once('open', resolve));
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  socket.on('message', (frame) => {
    const { id, result, message } = JSON.parse(String(frame));
    const asked = waiting.get(id);
    waiting.delete(id);
    if (result) asked?.resolve(result);
    else asked?.reject(new Error(message));
  });
  let ids = 0;
  const ask = <Result>(method: string, params: object) =>
    new Promise<Result>((resolve, reject) => {
      ids += 1;
      waiting.set(ids, { resolve: (result) => resolve(result as Result), reject });
      socket.send(JSON.stringify({ id: ids, method, params }));
    });

  await ask('session.new', { capabilities: {} });
  await ask('script.addPreloadScript', { functionDeclaration: `() => {${WATCH}}` });
  const { context } = await ask<{ context: string }>('browsingContext.create', { type: 'tab' });
  return {
    visit: async (url) => {
      await ask('browsingContext.navigate', { context, url, wait: 'complete' });
    },
    evaluate: async (expression) => {
      const target = { context };
      const script = { expression, target, awaitPromise: false };
      const { result } = await ask<{ result: { value: string } }>('script.evaluate', script);
      return result.value;
    },
    close: async () => {
      const ended = new Promise((resolve) => firefox.once('close', resolve));
      firefox.kill('SIGKILL');
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
