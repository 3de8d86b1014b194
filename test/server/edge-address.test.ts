import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { clientAddress, isSecure, limitKey } from '../../src/server/edge/client-address.ts';

const PROXIES = new Set(['10.0.0.1', '10.0.0.2', '::1']);

function request(peer: string, headers: Record<string, string> = {}): IncomingMessage {
  return { socket: { remoteAddress: peer }, headers } as unknown as IncomingMessage;
}

describe('the real address', () => {
  test.each([
    ['no proxy', '192.0.2.7', undefined, '192.0.2.7'],
    ['an IPv4 peer of a socket for both', '::ffff:192.0.2.7', undefined, '192.0.2.7'],
    ['a stranger is not believed', '192.0.2.7', '203.0.113.9', '192.0.2.7'],
    ['a proxy is', '10.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['what the phone put before it is not', '10.0.0.1', '9.9.9.9, 203.0.113.9', '203.0.113.9'],
    ['two proxies', '10.0.0.1', '9.9.9.9, 203.0.113.9, 10.0.0.2', '203.0.113.9'],
    ['a proxy that says nothing', '10.0.0.1', undefined, '10.0.0.1'],
    ['a proxy that talks rubbish', '10.0.0.1', 'unknown', '10.0.0.1'],
    ['IPv6', '::1', '2001:db8::7', '2001:db8::7'],
  ])('%s', (_, peer, forwarded, expected) => {
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
    expect(clientAddress(request(peer, headers), PROXIES)).toBe(expected);
  });
});

describe('limits count by', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::'],
    ['2001:DB8:1:2::6', '2001:db8:1:2::'],
    ['2001:db8::6', '2001:db8:0:0::'],
    ['fe80::1%eth0', 'fe80:0:0:0::'],
    ['::1', '::1'],
  ])('%s as %s', (address, key) => {
    expect(limitKey(address)).toBe(key);
  });
});

test('only a trusted proxy can say that there was TLS', () => {
  const headers = { 'x-forwarded-proto': 'https' };
  expect(isSecure(request('10.0.0.1', headers), PROXIES)).toBe(true);
  expect(isSecure(request('192.0.2.7', headers), PROXIES)).toBe(false);
});
