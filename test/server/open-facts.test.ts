import { expect, test } from 'vitest';
import type { AccessModel } from '../../src/protocol/channel.ts';
import { configForm, META_DATA } from '../../src/protocol/config-form.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { type Element, el } from '../../src/protocol/xml.ts';
import { OpenFacts } from '../../src/server/pages/session/open-facts.ts';
import { SiteReader } from '../../src/server/pages/session/site-reader.ts';
import type { Asker } from '../../src/server/pages/visitor.ts';
import { freePort } from '../harness/free-port.ts';

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

/** What the service tells everybody of a channel, whoever may read it. */
const toldOf = (accessModel: AccessModel) => async () => {
  const config = {
    title: 'Roads',
    description: '',
    accessModel,
    created: '',
    updated: '',
  } as const;
  const form = configForm(
    { ...config, defaultAffiliation: 'member', type: 'topic' },
    META_DATA,
    {},
  );
  return el(NS.DISCO_INFO, 'query', {}, el(NS.DISCO_INFO, 'query', {}, form));
};
const told = toldOf('open');

/** The reader of a site whose XMPP server is not there. */
async function unheard(): Promise<SiteReader> {
  const xmpp = { host: '127.0.0.1', port: await freePort(), domain: 'localhost' };
  const nothing = () => undefined;
  const listeners = { siteReaders: new Set<string>(), onChange: nothing, onGap: nothing };
  return new SiteReader({ xmpp, read: () => el('', 'nothing'), ...listeners });
}

test.each([
  ['open', true],
  ['local', false],
  ['authorize', false],
  ['whitelist', false],
] as const)(
  'of a channel that is %s everybody is told so: may everybody read it? %s',
  async (is, may) => {
    const facts = new OpenFacts(() => true);
    const everybody = facts.metadata(askerOf(null, toldOf(is)), CHANNEL);
    expect(facts.isOpen(CHANNEL)).toBe(false);
    expect((await everybody).accessModel).toBe(is);
    expect(facts.isOpen(CHANNEL)).toBe(may);
  },
);

test('a member is told of their channel while everybody else is being refused', async () => {
  const facts = new OpenFacts(() => true);
  const refused = facts.metadata(
    askerOf(null, () => Promise.reject(new Error('gone'))),
    CHANNEL,
  );
  const member = facts.metadata(askerOf('ann@localhost', told), CHANNEL);
  expect((await member).title).toBe('Roads');
  await expect(refused).rejects.toThrow('gone');
});

test('what was told while a channel could not be watched is asked for again', async () => {
  const reader = await unheard();
  const everybody = askerOf(null, told);
  const watching = reader.watch(CHANNEL);
  await reader.facts.metadata(everybody, CHANNEL);
  await expect(watching).rejects.toThrow();
  await reader.facts.metadata(everybody, CHANNEL);
  expect(everybody.asked).toBe(2);
  expect(reader.facts.isOpen(CHANNEL)).toBe(false);
});

test('a list does not name what is known to have changed, though nobody watches it', async () => {
  const reader = await unheard();
  const person = askerOf('ann@localhost', told);
  await reader.facts.list(person);
  reader.forget(CHANNEL, 7);
  await reader.facts.list(person);
  expect(person.asked).toBe(2);
});
