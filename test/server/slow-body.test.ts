import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { endSlowBody } from '../../src/server/edge/slow-body.ts';

/** A request with a body; `comes` has so many bytes of it come each second, and says whether it was cut. */
function requestOf(length: number) {
  const socket = {
    bytesRead: 1_000,
    isCut: false,
    destroy() {
      this.isCut = true;
    },
  };
  const headers = { 'content-length': String(length) };
  const request = Object.assign(new EventEmitter(), { socket, headers, complete: false });
  endSlowBody(request as unknown as IncomingMessage);
  const comes = (bytes: number, seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      socket.bytesRead += bytes;
      vi.advanceTimersByTime(1_000);
    }
    return socket.isCut;
  };
  return { comes };
}

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
});

test('a body that trickles is cut', () => {
  expect(requestOf(5_000).comes(1, 30)).toBe(true);
});

test('a photo over a slow link is not', () => {
  expect(requestOf(1_000_000).comes(1_000, 1_000)).toBe(false);
});

test('nor is a form whose network was away for a minute, and what comes after that minute', () => {
  const form = requestOf(100_000);
  const isCut = [form.comes(300, 1), form.comes(0, 60), form.comes(1_000, 30)];
  expect(isCut).toEqual([false, false, false]);
});
