import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { isLocalRequest } from '../../src/server/edge/local-request.ts';
import { meteredDatabase } from '../../src/server/metrics/metered-database.ts';
import { createMetrics } from '../../src/server/metrics/prometheus.ts';
import type { Database } from '../../src/server/storage/database.ts';

const nothing = async () => undefined;

test('what is told is read as Prometheus asks for it', async () => {
  const metrics = createMetrics();
  metrics.answered('set ns publish', undefined, 0.004);
  metrics.answered('set ns publish', 'forbidden', 0.001);
  metrics.fannedOut(3);
  metrics.fannedOut(200);
  metrics.watch('websockets', () => 7);
  const lines = (await metrics.text()).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'wifi_chat_requests_total{request="set ns publish"} 2',
      'wifi_chat_errors_total{request="set ns publish",condition="forbidden"} 1',
      'wifi_chat_request_seconds_bucket{le="0.005",request="set ns publish"} 2',
      'wifi_chat_fan_out_bucket{le="10"} 1',
      'wifi_chat_fan_out_sum 203',
      'wifi_chat_fan_out_count 2',
      'wifi_chat_websockets 7',
      expect.stringMatching(/^nodejs_eventloop_lag_p99_seconds /),
    ]),
  );
});

test('a database is timed, its failures too, and what waits to be written is counted', async () => {
  let finish: () => unknown = nothing;
  const slow: Database = {
    read: () => Promise.reject(new Error('no')),
    write: () =>
      new Promise((resolve) => {
        finish = () => resolve(undefined as never);
      }),
    close: async () => undefined,
  };
  const metrics = createMetrics();
  const database = meteredDatabase(slow, metrics);
  const written = database.write(nothing);
  expect(await metrics.text()).toContain('wifi_chat_writes_waiting 1');
  finish();
  await written;
  await expect(database.read(nothing)).rejects.toThrow('no');
  const text = await metrics.text();
  expect(text).toContain('wifi_chat_writes_waiting 0');
  expect(text).toContain('wifi_chat_transaction_seconds_count{kind="read"} 1');
  expect(text).toContain('wifi_chat_transaction_seconds_count{kind="write"} 1');
});

test.each<[string, string, Record<string, string>, boolean]>([
  ['127.0.0.1', 'localhost:8080', {}, true],
  ['::ffff:127.0.0.1', '127.0.0.1:8080', {}, true],
  ['::1', '[::1]:8080', {}, true],
  ['192.0.2.1', 'localhost:8080', {}, false],
  ['127.0.0.1', 'chat.example.org', {}, false],
  ['127.0.0.1', 'localhost', { 'x-forwarded-for': '192.0.2.1' }, false],
  ['127.0.0.1', 'localhost', { forwarded: 'for=192.0.2.1' }, false],
  ['127.0.0.1', 'localhost', { via: '1.1 proxy' }, false],
])('from %s to %s with %o: local %s', (remoteAddress, host, extra, local) => {
  const request = { socket: { remoteAddress }, headers: { host, ...extra } };
  expect(isLocalRequest(request as unknown as IncomingMessage)).toBe(local);
});
