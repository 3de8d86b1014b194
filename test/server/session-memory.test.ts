import { expect, test } from 'vitest';
import { readRequest } from '../../src/protocol/reading.ts';
import { searchRequest } from '../../src/protocol/search.ts';
import { Memory } from '../../src/server/pages/session/memory.ts';

test('what a session was told holds until its person changes something; a search does not', async () => {
  const memory = new Memory();
  let asked = 0;
  const ask = async () => {
    asked += 1;
  };
  const recall = () => memory.recall('channels', 'counts', ask);
  await recall();
  memory.act(searchRequest({ words: 'tap', page: 1, perPage: 20 }));
  await recall();
  expect(asked).toBe(1);
  memory.act(readRequest({ seq: 5 }));
  await recall();
  expect(asked).toBe(2);
});
