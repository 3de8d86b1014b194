/** A server that ends every stream is not hammered. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSession, type Session } from '../../src/app/xmpp/session.ts';
import { watchStreamEnds } from '../../src/app/xmpp/stream-ends.ts';
import { createWays } from '../../src/app/xmpp/ways.ts';
import { eventually } from '../harness/eventually.ts';
import { ScriptedServer } from './scripted-server.ts';

const TEN_MINUTES = 600_000;
const STEP = 1_000;

let server: ScriptedServer;
let session: Session;

beforeEach(async () => {
  server = await ScriptedServer.start();
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  session.stop();
  server.stop();
});

/** Prosody leaves the prefix undeclared on WebSockets; others declare it. */
const DECLARED = ' xmlns:stream="http://etherx.jabber.org/streams"';
const error = (condition: string, declared = '') =>
  `<stream:error${declared}><${condition} xmlns="urn:ietf:params:xml:ns:xmpp-streams">elsewhere.example:443</${condition}></stream:error>`;

/** How many streams are opened in ten minutes that are all ended like this, with the least of luck. */
async function tries(end: string): Promise<number> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.spyOn(Math, 'random').mockReturnValue(0);
  let made = 0;
  let offline = 0;
  const Real = globalThis.WebSocket;
  vi.stubGlobal(
    'WebSocket',
    class extends Real {
      constructor(...args: ConstructorParameters<typeof Real>) {
        super(...args);
        made += 1;
      }
    },
  );
  session = createSession(
    {
      ways: createWays(server.url, server.url),
      domain: 'localhost',
      credentials: { kind: 'anonymous' },
      userAgent: 'd4565fa7-4d72-4749-b3d3-740edbf87770',
      tokens: {
        load: async () => undefined,
        save: async () => undefined,
        remove: async () => undefined,
      },
    },
    {
      online: () => undefined,
      offline() {
        offline += 1;
      },
      refused: () => undefined,
      stanza: () => undefined,
    },
  );
  session.start();
  let ended = 0;
  async function serve() {
    for (;;) {
      const stream = await server.stream();
      await stream.greet(['ANONYMOUS']);
      await stream.expect(/ANONYMOUS/);
      stream.welcome();
      stream.send(end);
      ended += 1;
    }
  }
  serve();
  for (let time = 0; time < TEN_MINUTES; time += STEP) {
    await vi.advanceTimersByTimeAsync(STEP);
    // The phone's time stands still while the wire is busy.
    await eventually(() => offline === made && ended === made);
  }
  return made;
}

describe('at most ten tries in ten minutes', () => {
  test.each(['conflict', 'policy-violation', 'see-other-host'])(
    'after %s',
    async (condition) => {
      const made = await tries(error(condition));
      expect(made).toBeGreaterThan(2);
      expect(made).toBeLessThanOrEqual(10);
    },
    60_000,
  );

  test('where the prefix is declared', async () => {
    const made = await tries(error('conflict', DECLARED));
    expect(made).toBeGreaterThan(2);
    expect(made).toBeLessThanOrEqual(10);
  }, 60_000);
});

test('a stream that lasted is a new beginning, and chance spreads the waiting', () => {
  const waits = [0, 1].map((chance) => {
    const ends = watchStreamEnds(() => chance);
    for (let n = 0; n < 3; n += 1) ends.ended('conflict');
    const wait = ends.wait();
    ends.reset();
    expect(ends.wait()).toBe(0);
    return wait;
  });
  expect(waits[1]).toBe(2 * (waits[0] as number));
});
