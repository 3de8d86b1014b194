import { expect, test } from 'vitest';
import { RATES, Rates } from '../../src/server/service/rates.ts';
import { unlessRefused } from '../../src/server/service/refusal.ts';

const person = (name: string) => ({ jid: name, fullJid: `${name}/x`, isLocal: true });

test('a flood of fresh names forgets nobody who has taken more than they may', () => {
  const rates = new Rates(() => 0);
  const flooder = person('flooder@example.org');
  for (let n = 0; n < RATES.request.burst; n += 1) rates.take('request', flooder);
  for (let n = 0; n < 250_000; n += 1) rates.tryTake('request', person(`${n}@example.org`));
  expect(rates.tryTake('request', flooder)).toBe(false);
  expect(rates.tryTake('request', person('somebody@example.org'))).toBe(true);
});

test('a channel that sixty flood for ten minutes is written in no faster than it may be, and by others as always', () => {
  let now = 0;
  const rates = new Rates(() => now);
  const write = (name: string) =>
    unlessRefused(() => {
      rates.take('publish', person(name));
      rates.takeShare('town', person(name));
      return true;
    }, false);
  const flooders = Array.from({ length: 60 }, (_, n) => `flooder${n}@example.org`);
  const seconds = 600;
  let written = 0;
  const others: boolean[] = [];
  for (let second = 0; second < seconds; second += 1) {
    written += flooders.filter(write).length;
    // Each of a hundred people says something every hundred seconds.
    others.push(write(`somebody${second % 100}@example.org`));
    now += 1_000;
  }
  const { burst, perSecond } = RATES.channel;
  expect(others).not.toContain(false);
  expect(written + others.length).toBeLessThanOrEqual(burst + perSecond * seconds);
  // Nor is what may be written there left unused.
  expect(written + others.length).toBeGreaterThan(perSecond * seconds);
});
