import { expect, test } from 'vitest';
import { type Element, el } from '../../src/protocol/xml.ts';
import { OpenFacts } from '../../src/server/pages/session/open-facts.ts';
import type { Asker } from '../../src/server/pages/visitor.ts';

const CHANNEL = 'roads@topics.localhost';

/** Somebody who is told `answer`, and how often they asked. */
function askerOf(me: string | null, answer: () => Promise<Element>) {
  const counted = { asked: 0 };
  const ask = () => {
    counted.asked += 1;
    return answer();
  };
  return Object.assign(counted, { me, memory: null, ask } satisfies Asker);
}

const told = async () => el('', 'told');

test('a member is told of their closed channel while everybody else is being refused', async () => {
  const facts = new OpenFacts(() => true);
  const refused = facts.metadata(
    askerOf(null, () => Promise.reject(new Error('closed'))),
    CHANNEL,
  );
  const member = facts.metadata(askerOf('ann@localhost', told), CHANNEL);
  expect(await member).toEqual(await told());
  await expect(refused).rejects.toThrow('closed');
});
