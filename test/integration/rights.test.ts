/**
 * Who may do what, by the one table, as each role in each reading model, over XMPP on real sockets and
 * by pages and forms without script, on each database.
 */
import { afterAll, describe, expect, inject, test } from 'vitest';
import { ACCESS_MODELS, type AccessModel } from '../../src/protocol/channel.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { COMMENTS_BY, TOPICS_BY } from '../../src/protocol/config-vars.ts';
import { peopleRequest } from '../../src/protocol/people.ts';
import { type Action, can, type Role, type Rules } from '../../src/protocol/permissions.ts';
import {
  configureRequest,
  createRequest,
  deleteRequest,
  itemRequest,
  publishRequest,
  registerRequest,
  retractRequest,
  setAffiliationRequest,
  setSubscriptionRequest,
  subscribeRequest,
  topicsRequest,
} from '../../src/protocol/pubsub.ts';
import { approveRequest } from '../../src/protocol/withheld.ts';
import type { Element } from '../../src/protocol/xml.ts';
import { mayWrite } from '../../src/screens/rights.ts';
import { connect, RequestRefused, type XmppClient } from '../../src/server/stream/client.ts';
import { createPostgresDatabase } from '../harness/postgres-database.ts';
import { reach } from '../harness/reach.ts';
import { Scriptless } from '../harness/scriptless.ts';
import { type Site, startSite } from '../harness/site.ts';

const PASSWORD = 'secret-pass';
const SERVICE = 'channels.localhost';
const VARS = { [TOPICS_BY]: 'trusted', [COMMENTS_BY]: 'everyone' };

/** One person for each role; `remote` reads without an account. */
const PEOPLE: Readonly<Record<Exclude<Role, 'remote'>, string>> = {
  owner: 'admin',
  moderator: 'moderator',
  publisher: 'publisher',
  member: 'member',
  pending: 'pending',
  local: 'local',
  outcast: 'outcast',
};
const ROLES = [...Object.keys(PEOPLE), 'remote'] as Role[];
/** Those to whom things are done. */
const OTHERS = { member: 'other', pending: 'waiting' };

const channelOf = (access: AccessModel) => `${access}@topics.localhost`;
const jidOf = (who: string) => `${who}@localhost`;
const rulesOf = (accessModel: AccessModel): Rules => ({ accessModel, vars: VARS });

interface Done {
  /** What the table is asked; reading shows in more than one place. */
  readonly action: Action;
  readonly ask: (channel: string, id: string) => readonly ['get' | 'set', Element];
  /** The address of the page, or of the form with what it says. */
  readonly page: (
    channel: string,
    id: string,
  ) => readonly [string, Readonly<Record<string, string>>?];
}

const at = (channel: string, rest = '') => `/channel/${channel}${rest}`;

const ACTIONS: Readonly<Record<string, Done>> = {
  'read the list': {
    action: 'read',
    ask: (channel) => ['get', topicsRequest(channel, {})],
    page: (channel) => [at(channel)],
  },
  'read a topic': {
    action: 'read',
    ask: (channel) => ['get', itemRequest(channel, 'topic')],
    page: (channel) => [at(channel, '/topic')],
  },
  'see who is banned': {
    action: 'list-outcasts',
    ask: (channel) => ['get', peopleRequest(channel, { who: 'banned' })],
    page: (channel) => [at(channel, '/people?who=banned')],
  },
  'judge posts that wait': {
    action: 'judge-posts',
    ask: (channel) => ['set', approveRequest(channel, 'nothing')],
    page: (channel) => ['/todo', { verb: 'approve', kind: 'posts', channel, id: 'nothing' }],
  },
  'let somebody in': {
    action: 'approve',
    ask: (channel) => ['set', setSubscriptionRequest(channel, jidOf(OTHERS.pending), 'subscribed')],
    page: (channel) => [
      at(channel, `/people/${jidOf(OTHERS.pending)}`),
      { verb: 'let-in', in: 'true' },
    ],
  },
  'give a role': {
    action: 'set-affiliation',
    ask: (channel) => ['set', setAffiliationRequest(channel, jidOf(OTHERS.member), 'member')],
    page: (channel) => [
      at(channel, `/people/${jidOf(OTHERS.member)}`),
      { verb: 'set-role', role: 'member' },
    ],
  },
  'remove another’s post': {
    action: 'retract-any',
    ask: (channel, id) => ['set', retractRequest(channel, id)],
    page: (channel, id) => [
      at(channel, `/remove/${id}`),
      { verb: 'remove-post', rule: 'other', reason: 'Twice.' },
    ],
  },
  'set the channel': {
    action: 'configure',
    ask: (channel) => ['set', configureRequest(channel, configChangeForm({ title: 'Set' }))],
    page: (channel) => [at(channel, '/settings'), { verb: 'close-channel', closed: 'false' }],
  },
  'start a topic': {
    action: 'start-topic',
    ask: (channel, id) => ['set', publishRequest(channel, { id: `t-${id}`, text: 'mine' })],
    page: (channel, id) => [at(channel, '/new'), { verb: 'post', topic: 'mine', id: `t-${id}` }],
  },
  comment: {
    action: 'comment',
    ask: (channel, id) => [
      'set',
      publishRequest(channel, { id: `c-${id}`, text: 'mine', parent: 'topic' }),
    ],
    page: (channel, id) => [
      at(channel, '/topic'),
      { verb: 'comment', comment: 'mine', id: `c-${id}` },
    ],
  },
};
/** What only one can do, and only once: tried last. */
const DELETE: Done = {
  action: 'delete',
  ask: (channel) => ['set', deleteRequest(channel, 'no more')],
  page: (channel) => [
    at(channel, '/settings/delete'),
    { verb: 'delete-channel', reason: 'No more.' },
  ],
};

/** A channel of each reading model, in which each person is what their name says. */
async function furnish(site: Site): Promise<void> {
  const enter = (username: string) =>
    username === 'admin'
      ? connect({ url: site.url, domain: 'localhost', username, password: site.adminPassword })
      : connect({
          url: site.url,
          domain: 'localhost',
          username,
          password: PASSWORD,
          register: true,
        });
  const say = (person: XmppClient, request: Element) => person.request('set', SERVICE, request);
  const names = new Set([...Object.values(PEOPLE), ...Object.values(OTHERS)]);
  const people = new Map<string, XmppClient>();
  for (const name of names) people.set(name, await enter(name));
  const admin = people.get('admin') as XmppClient;
  for (const person of people.values()) await say(person, registerRequest());
  const follow = (name: string, channel: string) =>
    say(people.get(name) as XmppClient, subscribeRequest(channel, jidOf(name)));
  const set = (channel: string, change: Parameters<typeof configChangeForm>[0]) =>
    say(admin, configureRequest(channel, configChangeForm(change)));
  for (const access of ACCESS_MODELS) {
    const channel = channelOf(access);
    await say(admin, createRequest(channel, configChangeForm({ title: access, vars: VARS })));
    for (const name of ['moderator', 'publisher', 'member', 'other', 'outcast']) {
      await follow(name, channel);
    }
    const roles = { moderator: 'moderator', publisher: 'publisher', outcast: 'outcast' };
    for (const [name, role] of Object.entries(roles)) {
      await say(admin, setAffiliationRequest(channel, jidOf(name), role));
    }
    await set(channel, { accessModel: 'authorize' });
    for (const name of ['pending', 'waiting']) await follow(name, channel);
    await set(channel, { accessModel: access });
    await say(admin, publishRequest(channel, { id: 'topic', text: 'topic' }));
    for (const role of ROLES) {
      for (const lane of ['xmpp', 'page']) {
        const post = { id: `${lane}-${role}`, text: 'to be removed', parent: 'topic' };
        await say(admin, publishRequest(channel, post));
      }
    }
  }
  for (const person of people.values()) await person.close();
}

/** A way in, for one person: gives whether an action was let through. */
type Lane = (done: Done, channel: string, id: string) => Promise<boolean>;

async function byXmpp(site: Site, role: Role): Promise<Lane> {
  const where = { url: site.url, domain: 'localhost' };
  const username = role === 'remote' ? '' : PEOPLE[role];
  const password = role === 'owner' ? site.adminPassword : PASSWORD;
  const person = await connect(
    role === 'remote' ? { ...where, anonymous: true } : { ...where, username, password },
  );
  return async ({ ask }, channel, id) => {
    try {
      await person.request(ask(channel, id)[0], SERVICE, ask(channel, id)[1]);
      return true;
    } catch (error) {
      if (!(error instanceof RequestRefused)) throw error;
      // Whoever may, is told that nothing of that id waits.
      return error.condition === 'item-not-found';
    }
  };
}

async function byPages(site: Site, role: Role): Promise<Lane> {
  const browser = new Scriptless(site.url);
  await browser.open('/login');
  if (role !== 'remote') {
    const password = role === 'owner' ? site.adminPassword : PASSWORD;
    await browser.submit('sign-in', { username: PEOPLE[role], password });
    await browser.open('/menu');
  }
  const verb = role === 'remote' ? 'sign-in' : 'sign-out';
  const token = browser.form(verb).fields.token as string;
  return async ({ page }, channel, id) => {
    const [path, said] = page(channel, id);
    const shown = said ? await browser.post(path, { token, ...said }) : await browser.open(path);
    // Who reads without an account is asked to sign in.
    return shown.status === 200 && (!said || !shown.html.includes('value="sign-in"'));
  };
}

const LANES = { xmpp: byXmpp, page: byPages } as const;

/** What the table says; without script whoever writes in an open channel follows it by that. */
function expected(
  role: Role,
  access: AccessModel,
  action: Action,
  lane: keyof typeof LANES,
): boolean {
  const rules = rulesOf(access);
  const isLocal = role !== 'remote';
  if (lane === 'page' && role === 'local' && (action === 'comment' || action === 'start-topic')) {
    const config = { ...rules, defaultAffiliation: 'member' } as const;
    const membership = { affiliation: 'none', subscription: 'none' } as const;
    return mayWrite({ config, membership }, action, jidOf('local'), 'localhost');
  }
  return can(role, action, rules, isLocal);
}

describe.each(['sqlite', 'postgres'] as const)('on %s', async (kind) => {
  const env =
    kind === 'postgres'
      ? { DATABASE_URL: await createPostgresDatabase(inject('postgres')) }
      : undefined;
  const models = ACCESS_MODELS.slice(0, kind === 'postgres' ? reach(4, 2) : undefined);
  const site = await startSite(env && { env });
  afterAll(() => site.stop());
  await furnish(site);

  test.each(ROLES)('a %s may what the table says, in each channel, by each way', async (role) => {
    for (const lane of ['xmpp', 'page'] as const) {
      const act = await LANES[lane](site, role);
      for (const access of models) {
        const got: Record<string, boolean> = {};
        const wanted: Record<string, boolean> = {};
        for (const [name, done] of Object.entries(ACTIONS)) {
          got[name] = await act(done, channelOf(access), `${lane}-${role}`);
          wanted[name] = expected(role, access, done.action, lane);
        }
        if (role !== 'owner') {
          got.delete = await act(DELETE, channelOf(access), '');
          wanted.delete = false;
        }
        expect(got, `${lane} ${access}`).toEqual(wanted);
      }
    }
  });

  test('only an owner deletes, by either way', async () => {
    for (const [n, access] of ACCESS_MODELS.entries()) {
      const act = await LANES[n % 2 === 0 ? 'xmpp' : 'page'](site, 'owner');
      expect(await act(DELETE, channelOf(access), '')).toBe(true);
    }
  });
});
