/**
 * Who may do what, by the one table, as each role in each reading model, over XMPP on real sockets and
 * by pages and forms without script, on each database.
 */
import { afterAll, describe, expect, inject, test } from 'vitest';
import { ACCESS_MODELS, type AccessModel, nodeOf } from '../../src/protocol/channel.ts';
import { configChangeForm } from '../../src/protocol/config-form.ts';
import { COMMENTS_BY, FIRST_WAITS, TOPICS_BY } from '../../src/protocol/config-vars.ts';
import { readItemsAnswer } from '../../src/protocol/items-answer.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { peopleRequest } from '../../src/protocol/people.ts';
import {
  ACTIONS,
  type Action,
  can,
  type Role,
  type Rules,
} from '../../src/protocol/permissions.ts';
import {
  configureRequest,
  itemRequest,
  publishRequest,
  registerRequest,
  retractRequest,
  subscribeRequest,
  topicsRequest,
} from '../../src/protocol/pubsub.ts';
import {
  createRequest,
  deleteRequest,
  setAffiliationRequest,
  setSubscriptionRequest,
} from '../../src/protocol/pubsub-owner.ts';
import { slotRequestElement } from '../../src/protocol/upload-slot.ts';
import { approveRequest } from '../../src/protocol/withheld-queue.ts';
import { type Element, el } from '../../src/protocol/xml.ts';
import { mayWrite } from '../../src/screens/rights.ts';
import { connect, RequestRefused, type XmppClient } from '../../src/server/stream/client.ts';
import { createPostgresDatabase } from '../harness/postgres-database.ts';
import { reach } from '../harness/reach.ts';
import { Scriptless } from '../harness/scriptless.ts';
import { type Site, startSite } from '../harness/site.ts';
import { plain } from './pictures.ts';

const PASSWORD = 'secret-pass';
const SERVICE = 'channels.localhost';
const MEDIA = 'media.localhost';
const VARS = { [TOPICS_BY]: 'trusted', [COMMENTS_BY]: 'everyone', [FIRST_WAITS]: 'true' };
/** A node beside the posts. */
const BESIDE = 'news';

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
const OTHERS = { member: 'other', pending: 'waiting', unanswered: 'queued', guest: 'guest' };

const channelOf = (access: AccessModel) => `${access}@topics.localhost`;
const jidOf = (who: string) => `${who}@localhost`;
const rulesOf = (accessModel: AccessModel): Rules => ({ accessModel, vars: VARS });

interface Done {
  /** What the table is asked; reading shows in more than one place. */
  readonly action: Action;
  /** What is asked, of the channel service where nobody else is named. */
  readonly ask: (channel: string, id: string) => readonly ['get' | 'set', Element, string?];
  /** The address of the page, or of the form with what it says; `null` where only other clients do that. */
  readonly page:
    | ((channel: string, id: string) => readonly [string, Readonly<Record<string, string | Blob>>?])
    | null;
  /** What whoever may is told. */
  readonly says?: string;
  /** The id of the post that everybody finds there when whoever may has done it. */
  readonly puts?: (id: string) => string;
}

const at = (channel: string, rest = '') => `/channel/${channel}${rest}`;

const PHOTO = { fileName: 'photo.jpg', size: 1, contentType: 'image/jpeg', kind: 'photo' } as const;
const picture = new Uint8Array(await plain());

const affiliationsIn = (channel: string) =>
  el(NS.PUBSUB, 'pubsub', {}, el(NS.PUBSUB, 'affiliations', { node: nodeOf(channel) }));

const DOINGS: Readonly<Record<string, Done>> = {
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
  'see who follows': {
    action: 'list-members',
    ask: (channel) => ['get', affiliationsIn(channel)],
    page: null,
    says: jidOf(OTHERS.member),
  },
  'see who waits': {
    action: 'list-pending',
    ask: (channel) => ['get', affiliationsIn(channel)],
    page: (channel) => [at(channel, '/people?who=waiting')],
    says: jidOf(OTHERS.unanswered),
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
    page: (channel) => [at(channel, `/people/${jidOf(OTHERS.pending)}`), { verb: 'let-in' }],
  },
  invite: {
    action: 'invite',
    ask: (channel) => ['set', setSubscriptionRequest(channel, jidOf(OTHERS.guest), 'invited')],
    page: null,
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
  'write beside the posts': {
    action: 'publish',
    ask: (channel, id) => ['set', publishRequest(channel, { id: `n-${id}`, text: 'mine' }, BESIDE)],
    page: null,
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
  'be read at once': {
    action: 'post-at-once',
    ask: (channel, id) => [
      'set',
      publishRequest(channel, { id: `o-${id}`, text: 'mine', parent: 'topic' }),
    ],
    page: (channel, id) => [
      at(channel, '/topic'),
      { verb: 'comment', comment: 'mine', id: `o-${id}` },
    ],
    puts: (id) => `o-${id}`,
  },
  'write for who cannot': {
    action: 'speak-for',
    ask: (channel, id) => [
      'set',
      publishRequest(channel, { id: `b-${id}`, text: 'mine', onBehalf: 'Gogo' }),
    ],
    page: (channel, id) => [
      at(channel, '/for'),
      { verb: 'write-for', 'on-behalf': 'Gogo', topic: 'mine', id: `b-${id}` },
    ],
  },
  'show a photo': {
    action: 'add-photo',
    ask: (channel, id) => ['get', slotRequestElement({ ...PHOTO, channel, id: `p-${id}` }), MEDIA],
    page: (channel, id) => [
      at(channel, '/topic'),
      { verb: 'comment', comment: 'mine', id: `p-${id}`, picture: new Blob([picture]) },
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

/** A channel of each reading model, in which each person is what their name says; gives their owner. */
async function furnish(site: Site): Promise<XmppClient> {
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
    await say(admin, createRequest(channel, configChangeForm({}), BESIDE));
    for (const name of ['moderator', 'publisher', 'member', 'other', 'outcast']) {
      await follow(name, channel);
    }
    const roles = { moderator: 'moderator', publisher: 'publisher', outcast: 'outcast' };
    for (const [name, role] of Object.entries(roles)) {
      await say(admin, setAffiliationRequest(channel, jidOf(name), role));
    }
    await set(channel, { accessModel: 'authorize' });
    for (const name of ['pending', 'waiting', 'queued']) await follow(name, channel);
    await set(channel, { accessModel: access });
    await say(admin, publishRequest(channel, { id: 'topic', text: 'topic' }));
    for (const role of ROLES) {
      for (const lane of ['xmpp', 'page']) {
        const post = { id: `${lane}-${role}`, text: 'to be removed', parent: 'topic' };
        await say(admin, publishRequest(channel, post));
      }
    }
  }
  for (const person of people.values()) if (person !== admin) await person.close();
  return admin;
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
  return async ({ ask, says = '' }, channel, id) => {
    try {
      const [type, payload, to = SERVICE] = ask(channel, id);
      return JSON.stringify(await person.request(type, to, payload)).includes(says);
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
  return async ({ page, says = '' }, channel, id) => {
    const [path, said] = page?.(channel, id) ?? ['/'];
    const shown = said ? await browser.post(path, { token, ...said }) : await browser.open(path);
    // Who reads without an account is asked to sign in.
    const isTaken = shown.status === 200 && (!said || !shown.html.includes('value="sign-in"'));
    return isTaken && shown.html.includes(says);
  };
}

const LANES = { xmpp: byXmpp, page: byPages } as const;

/**
 * What the table says; without script whoever writes in an open channel follows it by that, who waited before it
 * was opened, too.
 */
function expected(
  role: Role,
  access: AccessModel,
  action: Action,
  lane: keyof typeof LANES,
): boolean {
  const rules = rulesOf(access);
  const isLocal = role !== 'remote';
  const mayBeLetIn = lane === 'page' && (role === 'local' || role === 'pending');
  if (mayBeLetIn && (action === 'comment' || action === 'start-topic')) {
    const config = { ...rules, defaultAffiliation: 'member' } as const;
    const membership = { affiliation: 'none', subscription: 'none' } as const;
    return mayWrite({ config, membership }, action, jidOf('local'), 'localhost');
  }
  return can(role, action, rules, isLocal);
}

test('every action of the table is tried', () => {
  const tried = [DELETE, ...Object.values(DOINGS)].map(({ action }) => action);
  expect(new Set(tried)).toEqual(new Set(ACTIONS));
});

describe.each(['sqlite', 'postgres'] as const)('on %s', async (kind) => {
  const env =
    kind === 'postgres'
      ? { DATABASE_URL: await createPostgresDatabase(inject('postgres')) }
      : undefined;
  const models = ACCESS_MODELS.slice(0, kind === 'postgres' ? reach(4, 2) : undefined);
  const site = await startSite(env && { env });
  const owner = await furnish(site);
  afterAll(async () => {
    await owner.close();
    await site.stop();
  });
  /** Whether there is a post of that id for those who may read. */
  const isThere = async (channel: string, id: string) => {
    const answer = await owner.request('get', SERVICE, itemRequest(channel, id)).catch((error) => {
      if (error instanceof RequestRefused) return null;
      throw error;
    });
    return answer !== null && readItemsAnswer(answer, channel).items.length > 0;
  };

  test.each(ROLES)('a %s may what the table says, in each channel, by each way', async (role) => {
    for (const lane of ['xmpp', 'page'] as const) {
      const act = await LANES[lane](site, role);
      for (const access of models) {
        const got: Record<string, boolean> = {};
        const wanted: Record<string, boolean> = {};
        for (const [name, done] of Object.entries(DOINGS)) {
          if (lane === 'page' && done.page === null) continue;
          const [channel, id] = [channelOf(access), `${lane}-${role}`];
          const isTaken = await act(done, channel, id);
          got[name] = isTaken && (!done.puts || (await isThere(channel, done.puts(id))));
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
