import { randomInt } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rawRequest } from '../server/raw-request.ts';
import { type EdgeSite, startEdgeSite } from './edge-site.ts';

const XML = { 'content-type': 'text/xml; charset=utf-8' };

let site: EdgeSite;

beforeAll(async () => {
  site = await startEdgeSite();
});

afterAll(() => site.stop());

function post(body: string, headers: Record<string, string> = {}) {
  const options = { method: 'POST', headers: { ...XML, ...headers } };
  return rawRequest(site.edge.port, '/http-bind', options, body);
}

const opening = (rid: number) =>
  `<body rid="${rid}" to="localhost" wait="60" hold="1" ver="1.6" xml:lang="en" xmpp:version="1.0"` +
  ' xmlns="http://jabber.org/protocol/httpbind" xmlns:xmpp="urn:xmpp:xbosh"/>';

describe('BOSH (XEP-0206)', () => {
  test('opens a session, compressed where the phone can take it', async () => {
    const plain = await post(opening(randomInt(1e9)));
    expect(plain.status).toBe(200);
    expect(plain.headers['content-type']).toMatch(/^text\/xml/);
    expect(plain.headers['access-control-allow-origin']).toBeUndefined();
    expect(String(plain.body)).toMatch(/sid=.*<mechanism>PLAIN<\/mechanism>/s);

    const small = await post(opening(randomInt(1e9)), { 'accept-encoding': 'gzip' });
    expect(small.headers['content-encoding']).toBe('gzip');
    expect(String(gunzipSync(small.body))).toContain('<mechanism>PLAIN</mechanism>');
  });

  test.each([
    ['GET', {}, 405],
    ['POST', { origin: 'https://evil.example' }, 403],
  ])('refuses %s %o', async (method, headers, status) => {
    const answer = await rawRequest(site.edge.port, '/http-bind', { method, headers });
    expect(answer.status).toBe(status);
  });

  test('refuses a body that is too long, and lives', async () => {
    expect((await post('x'.repeat(70_000))).status).toBe(413);
    expect((await post(opening(randomInt(1e9)))).status).toBe(200);
  });
});
