import { jid as theirs } from '@xmpp/client-core';
import { expect, test } from 'vitest';
import ours from '../../src/app/xmpp/jid.ts';

test.each([
  ['anna@town.example/phone'],
  ['anna@town.example'],
  ['town.example'],
  ['town.example/a@b/c'],
  ['anna', 'town.example'],
])('%s is read as the library reads it', (text, domain?: string) => {
  const [one, other] = [ours(text, domain), theirs(text, domain as string)];
  expect([String(one), String(one.bare()), one.local, one.domain, one.resource]).toEqual([
    ...[String(other), String(other.bare()), other.local, other.domain, other.resource],
  ]);
});

test('no address that comes in can stop what reads it', () => {
  for (const text of ['', '@', '/', 'a@', '@/', 'a\nb@c/d\ne'])
    expect(() => String(ours(text).bare()), text).not.toThrow();
});
