import { expect, test } from 'vitest';
import { ASKED, AskingRates } from '../../src/server/media/asking-rates.ts';

test('no network alone keeps others from asking somebody; all of them together are bounded', () => {
  const rates = new AskingRates(() => 0);
  const passes = (jid: string, address: string) => {
    try {
      rates.take(jid, address);
      return true;
    } catch (error) {
      expect(error).toMatchObject({ status: 429 });
      return false;
    }
  };
  const taken = (jid: string, address: string) => {
    let count = 0;
    while (passes(jid, address)) count += 1;
    return count;
  };
  expect(taken('thandi@localhost', '192.0.2.1')).toBe(ASKED.pair.burst);
  expect(passes('thandi@localhost', '192.0.2.2')).toBe(true);
  expect(passes('piet@localhost', '192.0.2.1')).toBe(true);
  let all = ASKED.pair.burst + 1;
  for (let n = 2; n < 20; n += 1) all += taken('thandi@localhost', `192.0.2.${n}`);
  expect(all).toBe(ASKED.person.burst);
  let asked = ASKED.pair.burst + 1;
  for (let n = 0; n < 20; n += 1) asked += taken(`p${n}@localhost`, '192.0.2.1');
  expect(asked).toBe(ASKED.address.burst);
});
