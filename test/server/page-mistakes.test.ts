import { expect, test } from 'vitest';
import { draw } from '../../src/server/pages/draw/draw.ts';
import { OpenFacts } from '../../src/server/pages/session/open-facts.ts';
import type { Visitor } from '../../src/server/pages/visitor.ts';
import { NoAnswer, RequestRefused } from '../../src/server/stream/client.ts';

const t = {
  language: 'en',
  closedChannel: 'Closed.',
  noSuchChannel: 'No such channel.',
  troubles: { 'service-away': 'Away.', busy: 'Busy.' },
};

/** Draws a channel's page for whom the service answers so; gives its status and what the operator is told. */
async function drawn(answer: () => Promise<never>) {
  const told: unknown[] = [];
  const everybody = { me: null, memory: null, ask: answer };
  const facts = new OpenFacts(() => false);
  const onMistake = (error: unknown) => told.push(error);
  const visitor = { ...everybody, everybody, facts, t, onMistake };
  const route = { screen: 'channel', channel: 'a@topics.localhost' } as const;
  const { status } = await draw(visitor as unknown as Visitor, route);
  return { status, told };
}

test('what is refused, and what nobody answers, is told to the person alone', async () => {
  const refused = new RequestRefused({ type: 'cancel', condition: 'item-not-found' });
  expect(await drawn(() => Promise.reject(refused))).toEqual({ status: 404, told: [] });
  const silent = new NoAnswer('no connection');
  expect(await drawn(() => Promise.reject(silent))).toEqual({ status: 503, told: [] });
});

test('a mistake of ours is told to the operator, too, and the person gets a page', async () => {
  const mistake = new TypeError('undefined is not a function');
  expect(await drawn(() => Promise.reject(mistake))).toEqual({ status: 503, told: [mistake] });
});
