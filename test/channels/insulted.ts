/** Where reports and appeals are played: a channel with two moderators, in which somebody was insulted. */
import { appealsRequest, readAppeals } from '../../src/protocol/appeal.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { COMMENTS_BY, TOPICS_BY } from '../../src/protocol/config-vars.ts';
import { readItemsAnswer } from '../../src/protocol/items-answer.ts';
import { noticesRequest, readNotices } from '../../src/protocol/notice.ts';
import {
  publishRequest,
  registerRequest,
  repliesRequest,
  subscribeRequest,
} from '../../src/protocol/pubsub.ts';
import { createRequest, setAffiliationRequest } from '../../src/protocol/pubsub-owner.ts';
import { type NewReport, reportRequest } from '../../src/protocol/report.ts';
import type { Element } from '../../src/protocol/xml.ts';
import { actsAfter } from '../../src/server/storage/audit.ts';
import { channelService } from './channel-service.ts';

export const CHANNEL = 'water@topics.example.org';
export const INSULT = 'The councillor is a fool.';
export const of = (who: string) => `${who}@example.org`;

/** A channel with two moderators, in which `rude` insulted somebody; `pub…` are trusted. */
export async function insulted(moderators: readonly string[] = ['mod', 'mod2']) {
  const service = await channelService();
  const { ok } = service;
  const vars = { [TOPICS_BY]: 'everyone', [COMMENTS_BY]: 'everyone' };
  await ok('admin', 'set', createRequest(CHANNEL, configChangeForm({ title: 'Water', vars })));
  const people = { ...Object.fromEntries(moderators.map((who) => [who, 'moderator'])) };
  const roles = { ...people, pub: 'publisher', pub2: 'publisher', pub3: 'publisher' };
  for (const who of ['rude', 'mem', ...Object.keys(roles)]) {
    await ok(who, 'set', registerRequest());
    await ok(who, 'set', subscribeRequest(CHANNEL, of(who)));
  }
  for (const [who, role] of Object.entries(roles)) {
    await ok('admin', 'set', setAffiliationRequest(CHANNEL, of(who), role as 'moderator'));
  }
  await ok('mem', 'set', publishRequest(CHANNEL, { id: 't1', title: 'Taps', text: 'topic' }));
  await ok('rude', 'set', publishRequest(CHANNEL, { id: 'c1', text: INSULT, parent: 't1' }));
  return service;
}

export type Service = Awaited<ReturnType<typeof insulted>>;

export const ofPost = (token: string, more: Partial<NewReport> = {}) =>
  reportRequest({
    channel: CHANNEL,
    item: 'c1',
    token,
    rule: 'insult',
    reason: 'He is rude.',
    ...more,
  });

export const read = async (service: Service, who: string, request: Element) =>
  (await service.ask(who, 'get', request)).reply;

export const appealsFor = async (service: Service, who: string) =>
  readAppeals(await read(service, who, appealsRequest())).appeals;
export const noticesOf = async (service: Service, who: string) =>
  readNotices(await read(service, who, noticesRequest()));
export const commentsOf = async (service: Service, who = 'mem') =>
  readItemsAnswer(await read(service, who, repliesRequest(CHANNEL, 't1', {})), CHANNEL).items;
export const actsOf = (service: Service) =>
  service.ctx.database.read(async (reader) =>
    (await actsAfter(reader, 0, 100)).map(
      ({ actor, office, act, subject, detail, rule, reason }) =>
        `${actor.split('@')[0]} (${office}) ${act} ${subject} ${detail} ${rule} ${reason}`,
    ),
  );
