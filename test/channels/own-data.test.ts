import { expect, test } from 'vitest';
import { appealRequest } from '../../src/protocol/appeal.ts';
import { appointRequest } from '../../src/protocol/place-moderators.ts';
import { publishRequest, registerRequest, retractRequest } from '../../src/protocol/pubsub.ts';
import { reportRequest } from '../../src/protocol/report.ts';
import { ownFacts } from '../../src/server/service/own-data.ts';
import { channelService, WELCOME } from './channel-service.ts';

/** More than any screen is told of at once. */
const MANY = 60;

test('what somebody takes away has all that they were told and reported, not the newest alone', async () => {
  const service = await channelService();
  for (const who of ['admin', 'thandi']) await service.ok(who, 'set', registerRequest());
  for (let n = 0; n < MANY; n += 1) {
    const post = { id: `post-${n}`, text: 'Cheap phones' };
    await service.ok('thandi', 'set', publishRequest(WELCOME, post));
    await service.ok(
      'admin',
      'set',
      retractRequest(WELCOME, post.id, 'posts', { rule: 'advertising', reason: '' }),
    );
    const news = { id: `news-${n}`, text: 'No water today' };
    await service.ok('admin', 'set', publishRequest(WELCOME, news));
    const report = {
      channel: WELCOME,
      item: news.id,
      token: `r${n}`,
      rule: 'advertising',
      reason: '',
    } as const;
    await service.ok('thandi', 'set', reportRequest(report));
  }
  const jid = 'thandi@example.org';
  const facts = await ownFacts(service.ctx, { jid, fullJid: `${jid}/phone`, isLocal: true });
  expect(facts.notices).toHaveLength(MANY);
  expect(facts.reports).toHaveLength(MANY);
  expect(facts.appeals).toEqual([]);
  expect(facts.removed).toHaveLength(MANY);
  expect(facts.removed[0]).toMatchObject({ id: 'post-0', text: 'Cheap phones' });
  const about = facts.notices[0]?.about as number;
  await service.ok('thandi', 'set', appealRequest(about, 'They are cheap.'));
  const appoint = appointRequest('tshwane', jid, true);
  await service.ok('admin', 'set', appoint);
  const { appeals, appointedFor } = await ownFacts(service.ctx, {
    jid,
    fullJid: `${jid}/phone`,
    isLocal: true,
  });
  expect(appointedFor).toEqual(['tshwane']);
  expect(appeals).toEqual([
    {
      act: about,
      channel: WELCOME,
      at: expect.any(String),
      words: 'They are cheap.',
      state: 'open',
    },
  ]);
});
