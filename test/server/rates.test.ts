import { expect, test } from 'vitest';
import { RATES, Rates } from '../../src/server/service/rates.ts';

const person = (name: string) => ({ jid: name, fullJid: `${name}/x`, isLocal: true });

test('a flood of fresh names forgets nobody who has taken more than they may', () => {
  const rates = new Rates(() => 0);
  const flooder = person('flooder@example.org');
  for (let n = 0; n < RATES.request.burst; n += 1) rates.take('request', flooder);
  for (let n = 0; n < 250_000; n += 1) rates.tryTake('request', person(`${n}@example.org`));
  expect(rates.tryTake('request', flooder)).toBe(false);
  expect(rates.tryTake('request', person('somebody@example.org'))).toBe(true);
});
