import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Credentials, Token } from '../../src/app/xmpp/credentials.ts';
import { createSession, type Session } from '../../src/app/xmpp/session.ts';
import { createWays } from '../../src/app/xmpp/ways.ts';
import type { Element } from '../../src/protocol/xml.ts';
import { ScriptedServer } from './scripted-server.ts';

const PASSWORD = {
  kind: 'password',
  username: 'anna',
  password: 'geheim é',
  create: false,
} as const;
const TOKEN = { mechanism: 'HT-SHA-256-NONE', token: 'secret-token:old' };

const RESUMED =
  '<success xmlns="urn:xmpp:sasl:2"><authorization-identifier>anna@localhost/phone</authorization-identifier><resumed xmlns="urn:xmpp:sm:3" h="0" previd="sm1"/></success>';

let server: ScriptedServer;
let session: Session;
let token: Token | undefined;
let events: string[];
let stanzas: Element[];
/** How long the phone takes to store a token. */
let storing: () => Promise<unknown>;

beforeEach(async () => {
  server = await ScriptedServer.start();
  token = undefined;
  events = [];
  stanzas = [];
  storing = () => delay(20);
});

afterEach(() => {
  session.stop();
  server.stop();
  vi.useRealTimers();
});

function start(credentials: Credentials): void {
  session = createSession(
    {
      ways: createWays(server.url, ''),
      domain: 'localhost',
      userAgent: 'd4565fa7-4d72-4749-b3d3-740edbf87770',
      credentials,
      tokens: {
        load: async () => token,
        save: async (given) => {
          await storing();
          token = given;
          events.push('token saved');
        },
        remove: async () => {
          token = undefined;
        },
      },
    },
    {
      online: (resumed) => events.push(resumed ? 'resumed' : 'online'),
      offline: () => events.push('offline'),
      refused: ({ reason }) => events.push(reason),
      stanza: (stanza) => stanzas.push(stanza),
    },
  );
  session.start();
}

const happened = (...expected: string[]) => expect.poll(() => events).toEqual(expected);
const responseIn = (frame: string) =>
  Buffer.from(/<initial-response>(.*?)</.exec(frame)?.[1] ?? '', 'base64').toString();

/** Starts with a password, and gives the stream on which it was said. */
async function asked() {
  start(PASSWORD);
  const stream = await server.stream();
  await stream.greet();
  await stream.expect(/PLAIN/);
  return stream;
}

async function signedIn() {
  const stream = await asked();
  stream.welcome();
  await happened('online');
  return stream;
}

describe('signing in', () => {
  test('without an account', async () => {
    start({ kind: 'anonymous' });
    const stream = await server.stream();
    await stream.greet(['ANONYMOUS']);
    await stream.expect(/mechanism="ANONYMOUS"/);
    stream.welcome();
    await happened('online');
    expect(session.jid()).toBe('anna@localhost/phone');
  });

  test('with a password, in UTF-8; the token is kept before anything else', async () => {
    start(PASSWORD);
    const stream = await server.stream();
    await stream.greet();
    const frame = await stream.expect(/mechanism="PLAIN"/);
    expect(responseIn(frame)).toBe('\0anna\0geheim é');
    expect(frame).toContain('<request-token');
    expect(frame).toContain('id="d4565fa7-4d72-4749-b3d3-740edbf87770"');
    stream.welcome(
      '<token xmlns="urn:xmpp:fast:0" token="secret-token:new" expiry="1970-01-01T00:00:00Z"/>',
    );
    await happened('token saved', 'online');
    expect(token).toEqual({ mechanism: 'HT-SHA-256-NONE', token: 'secret-token:new' });
  });

  test('with a token, whatever the phone’s clock says of its date', async () => {
    token = TOKEN;
    start({ kind: 'token', username: 'anna' });
    const stream = await server.stream();
    await stream.greet();
    const frame = await stream.expect(/mechanism="HT-SHA-256-NONE"/);
    expect(stream.received[0]).toContain('from="anna@localhost"');
    expect(responseIn(frame)).toMatch(/^anna\0/);
    // A picture that is asked for under half a name is refused for as long as it is on the screen.
    expect(session.jid()).toBeNull();
    stream.welcome();
    await happened('online');
    expect(session.jid()).toBe('anna@localhost/phone');
  });

  test('a token that is not taken leads to a question, never to an empty password', async () => {
    token = TOKEN;
    start({ kind: 'token', username: 'anna' });
    const stream = await server.stream();
    await stream.greet();
    await stream.expect(/HT-SHA-256-NONE/);
    stream.refuse();
    await happened('sign-in-again');
    expect(token).toBeUndefined();
    expect(stream.received.join()).not.toContain('"PLAIN"');
    await delay(50);
    expect(server.unexpected).toBe(0);
  });

  test('a token that another tab renewed meanwhile is tried again', async () => {
    token = TOKEN;
    start({ kind: 'token', username: 'anna' });
    const stream = await server.stream();
    await stream.greet();
    await stream.expect(/HT-SHA-256-NONE/);
    token = { ...TOKEN, token: 'secret-token:newer' };
    stream.refuse();
    await expect.poll(() => stream.received.filter((f) => f.includes('HT-SHA')).length).toBe(2);
    stream.welcome();
    await happened('online');
  });

  test('a wrong password is said, and not tried again', async () => {
    const stream = await asked();
    stream.refuse();
    await happened('wrong-password');
    await delay(50);
    expect(server.unexpected).toBe(0);
  });

  test('trouble at the server is no wrong password: it is tried again', async () => {
    const stream = await asked();
    stream.refuse('temporary-auth-failure');
    const second = await server.stream();
    await second.greet();
    await second.expect(/PLAIN/);
    second.welcome();
    await happened('offline', 'online');
  });
});

describe('joining', () => {
  const register = /jabber:iq:register/;
  const answer = (request: string, error: string) => {
    const id = /id="(.*?)"/.exec(request)?.[1];
    return `<iq xmlns="jabber:client" type="error" id="${id}" from="localhost"><error ${error}</error></iq>`;
  };
  const CONFLICT = 'type="cancel"><conflict xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/>';

  test('makes the account on the stream that signs in', async () => {
    start({ ...PASSWORD, create: true });
    const stream = await server.stream();
    await stream.greet();
    const request = await stream.expect(register);
    expect(request).toContain('<username>anna</username><password>geheim é</password>');
    const id = /id="(.*?)"/.exec(request)?.[1];
    stream.send(`<iq xmlns="jabber:client" type="result" id="${id}" from="localhost"/>`);
    await stream.expect(/PLAIN/);
    stream.welcome();
    await happened('online');
  });

  test.each([
    [CONFLICT, 'name-taken'],
    ['type="modify"><not-acceptable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/>', 'name-taken'],
  ])('a name that is taken: %s', async (error, reason) => {
    start({ ...PASSWORD, create: true });
    const stream = await server.stream();
    await stream.greet();
    stream.send(answer(await stream.expect(register), error));
    await stream.expect(/PLAIN/);
    stream.refuse();
    await happened(reason);
  });

  test('a name that is taken by this person, whose first answer was lost', async () => {
    start({ ...PASSWORD, create: true });
    const stream = await server.stream();
    await stream.greet();
    stream.send(answer(await stream.expect(register), CONFLICT));
    await stream.expect(/PLAIN/);
    stream.welcome();
    await happened('online');
  });

  test.each([
    [
      'type="wait"><policy-violation xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/>',
      'too-many-accounts',
    ],
    ['type="cancel"><not-allowed xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/>', 'joining-closed'],
  ])('refused: %s', async (error, reason) => {
    start({ ...PASSWORD, create: true });
    const stream = await server.stream();
    await stream.greet();
    stream.send(answer(await stream.expect(register), error));
    await happened(reason);
  });
});

describe('a link', () => {
  test('that is lost is made again, and the session goes on where it was', async () => {
    const stream = await signedIn();
    stream.cut();
    const second = await server.stream();
    await second.greet();
    expect(await second.expect(/<authenticate/)).toContain('previd="sm1"');
    second.send(RESUMED);
    await happened('online', 'offline', 'resumed');
  });

  /** The link goes in the moment in which the server has let the person in. */
  async function welcomedAndLost(): Promise<void> {
    const stream = await asked();
    stream.welcome('<token xmlns="urn:xmpp:fast:0" token="secret-token:new"/>');
    stream.end();
  }

  test('that is lost before anybody was told is told of as new when it goes on', async () => {
    await welcomedAndLost();
    const second = await server.stream();
    await second.greet();
    expect(await second.expect(/<authenticate/)).toContain('previd="sm1"');
    second.send(RESUMED);
    await happened('offline', 'token saved', 'online');
  });

  test('that is lost before its token is stored is not taken for the next one', async () => {
    let store: () => void = () => undefined;
    storing = () => new Promise<void>((resolve) => (store = resolve));
    await welcomedAndLost();
    // It is open again, and nobody is signed in on it.
    const second = await server.stream();
    store();
    await happened('offline', 'token saved');
    await delay(50);
    expect(events).toEqual(['offline', 'token saved']);
    await second.greet();
    await second.expect(/<authenticate/);
    second.send(RESUMED);
    await happened('offline', 'token saved', 'online');
  });

  test('that is lost while signing in leaves nothing behind', async () => {
    const stream = await asked();
    stream.cut();
    const second = await server.stream();
    await second.greet();
    await second.expect(/PLAIN/);
    second.refuse();
    await happened('offline', 'wrong-password');
  });

  test('is looked at once when the network is said to be back', async () => {
    // No time passes for the app: it could wait for ever.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const stream = await signedIn();
    stream.cut();
    await happened('online', 'offline');
    session.wake();
    await server.stream();
  });

  test('that died silently is given up within 45 s', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const stream = await signedIn();
    await vi.advanceTimersByTimeAsync(20_000);
    await stream.expect(/<r /);
    stream.fallSilent();
    await vi.advanceTimersByTimeAsync(20_000);
    vi.useRealTimers();
    await happened('online', 'offline');
  });

  test('is not led to another host', async () => {
    const elsewhere = await ScriptedServer.start();
    const stream = await signedIn();
    stream.send(
      `<stream:error xmlns:stream="http://etherx.jabber.org/streams"><see-other-host xmlns="urn:ietf:params:xml:ns:xmpp-streams">${new URL(elsewhere.url).host}</see-other-host></stream:error>`,
    );
    await server.stream();
    expect(elsewhere.unexpected).toBe(0);
    elsewhere.stop();
  });

  test('answers who asks it something', async () => {
    const stream = await signedIn();
    stream.send(
      '<iq xmlns="jabber:client" type="get" id="q1" from="mallory@localhost/x"><ping xmlns="urn:xmpp:ping"/></iq>',
    );
    const answer = await stream.expect(/q1/);
    expect(answer).toMatch(/type="error".*to="mallory@localhost\/x".*<service-unavailable /);
    expect(stanzas).toEqual([]);
  });

  test('survives a stanza that is nested too deep', async () => {
    const stream = await signedIn();
    const deep = `${'<x>'.repeat(3_000)}${'</x>'.repeat(3_000)}`;
    stream.send(
      `<iq xmlns="jabber:client" type="get" id="deep" from="mallory@localhost/x">${deep}</iq>`,
      `<message xmlns="jabber:client" from="mallory@localhost/x">${deep}</message>`,
      '<message xmlns="jabber:client" from="channels.localhost"/>',
    );
    await expect.poll(() => stanzas.map(({ attrs }) => attrs.from)).toEqual(['channels.localhost']);
    expect(events).toEqual(['online']);
  });
});

test('nothing is told of what comes after it was stopped, until the goodbye is answered', async () => {
  const stream = await signedIn();
  session.stop();
  await stream.expect(/<close/);
  stream.send(
    '<message xmlns="jabber:client" from="channels.localhost" type="headline"/>',
    '<close xmlns="urn:ietf:params:xml:ns:xmpp-framing"/>',
  );
  stream.end();
  await stream.over;
  expect(stanzas).toEqual([]);
});
